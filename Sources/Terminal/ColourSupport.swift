import CNcurses
import Canvas

/// What the terminal can do about colours, as curses found it.
struct ColourSupport {
  let depth: ColourDepth
  let pairs: Int
  /// Whether -1 stands for the terminal's own colours.
  let hasDefaults: Bool

  /// Turns colours on, unless they are not wanted.
  init(limit: ColourDepth, environment: (String) -> String?) {
    let isUnwanted = !(environment("NO_COLOR") ?? "").isEmpty
    guard !isUnwanted, limit > .none, has_colors(), start_color() == OK else {
      depth = .none
      pairs = 1
      hasDefaults = true
      return
    }
    hasDefaults = use_default_colors() == OK
    let found = Self.depth(colours: Int(cn_colours()), isDirect: cn_has_direct_colour())
    depth = min(found, limit)
    // Pair numbers above that are refused by some releases of curses.
    pairs = min(Int(cn_pairs()), 65536)
  }

  /// Returns what a number of colours amounts to.
  static func depth(colours: Int, isDirect: Bool) -> ColourDepth {
    switch colours {
    case 257... where isDirect: .direct
    case 256...: .indexed
    case 16...: .sixteen
    case 8...: .eight
    default: .none
    }
  }

  /// Tells curses about a pair.
  func define(_ number: Int32, foreground: Int32, background: Int32) {
    let front = foreground < 0 && !hasDefaults ? 7 : foreground
    let back = background < 0 && !hasDefaults ? 0 : background
    init_extended_pair(number, front, back)
  }
}
