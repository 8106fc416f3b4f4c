import Canvas

/// Finds the colour a terminal has for the colour a cell asks for.
public struct ColourMapper: Hashable, Sendable {
  /// A colour as a terminal counts them.
  public struct Ink: Hashable, Sendable {
    /// The number, or -1 for the terminal's default.
    public let number: Int32
    /// Whether a foreground has to be bold to come out as bright as it should.
    public let isBold: Bool
  }

  /// What the terminal has.
  public let depth: ColourDepth

  /// Makes a mapper for a terminal of a depth.
  public init(depth: ColourDepth) {
    self.depth = depth
  }

  /// Returns what comes nearest to a colour.
  public func ink(for colour: Colour) -> Ink {
    switch (colour.form, depth) {
    case (.terminalDefault, _), (.underlying, _), (_, .none): Ink(number: -1, isBold: false)
    case (.indexed(let index), _): ink(index)
    case (.rgb(let red, let green, let blue), .direct):
      Ink(number: Self.direct(RGB(red, green, blue)), isBold: false)
    case (.rgb(let red, let green, let blue), .indexed):
      Ink(number: Int32(Self.nearestIndexed(RGB(red, green, blue))), isBold: false)
    case (.rgb(let red, let green, let blue), _):
      ink(Self.nearestBase(RGB(red, green, blue)))
    }
  }

  /// Returns what comes nearest to a style's two colours.
  ///
  /// Where few colours make two of them one, the foreground becomes black or white, so that what is
  /// there can be seen.
  public func inks(for style: Style) -> (foreground: Ink, background: Ink) {
    let front = ink(for: style.foreground)
    let back = ink(for: style.background)
    guard depth == .eight || depth == .sixteen, front.number == back.number, front.number >= 0,
      style.foreground != style.background
    else { return (front, back) }
    return (Ink(number: back.number == 0 || back.number == 8 ? 7 : 0, isBold: false), back)
  }

  private func ink(_ index: UInt8) -> Ink {
    switch depth {
    case .none: Ink(number: -1, isBold: false)
    case .indexed: Ink(number: Int32(index), isBold: false)
    case .direct:
      Ink(
        number: index < 8 ? Int32(index) : Self.direct(Palette.xterm[index]), isBold: false)
    case .sixteen:
      Ink(number: Int32(index < 16 ? index : Self.nearestBase(Palette.xterm[index])), isBold: false)
    case .eight:
      eight(index < 16 ? index : Self.nearestBase(Palette.xterm[index]))
    }
  }

  private func eight(_ index: UInt8) -> Ink {
    Ink(number: Int32(index & 7), isBold: index > 7)
  }

  /// Returns red, green and blue as one number.
  ///
  /// The lowest 256 numbers are a palette's on some terminals; colours there get a breath of green.
  static func direct(_ colour: RGB) -> Int32 {
    let number = Int32(colour.red) << 16 | Int32(colour.green) << 8 | Int32(colour.blue)
    return number < 256 ? number | 0x100 : number
  }

  /// Returns the nearest of the 240 colours that are the same on all terminals of 256.
  public static func nearestIndexed(_ colour: RGB) -> UInt8 {
    func level(_ value: UInt8) -> Int {
      Palette.levels.indices.min {
        abs(Int(Palette.levels[$0]) - Int(value)) < abs(Int(Palette.levels[$1]) - Int(value))
      } ?? 0
    }
    let cube = 16 + 36 * level(colour.red) + 6 * level(colour.green) + level(colour.blue)
    let mean = (Int(colour.red) + Int(colour.green) + Int(colour.blue)) / 3
    let grey = 232 + min(max((mean - 3) / 10, 0), 23)
    let candidates = [UInt8(cube), UInt8(grey)]
    return candidates.min {
      Palette.xterm[$0].distance(to: colour) < Palette.xterm[$1].distance(to: colour)
    } ?? 16
  }

  /// Returns the nearest of the first sixteen, keeping hues hues and greys greys.
  ///
  /// By distance alone a soft blue is nearest to grey, and a theme of soft colours would be all
  /// grey.
  public static func nearestBase(_ colour: RGB) -> UInt8 {
    let parts = [colour.red, colour.green, colour.blue].map(Int.init)
    let largest = parts.max() ?? 0
    let smallest = parts.min() ?? 0
    let greys: [UInt8] = [0, 8, 7, 15]
    guard largest - smallest > 40 else {
      return nearest(to: colour, among: greys)
    }
    let hue = hue(of: parts, from: smallest, to: largest)
    // Orange and violet have no number of their own: the dark yellow and the dark magenta are free
    // for them, as themes seldom use those.
    switch hue {
    case 18..<36: return 3
    case 245..<285: return 5
    default: break
    }
    let bright: UInt8 =
      switch hue {
      case 36..<75: 11
      case 75..<165: 10
      case 165..<200: 14
      case 200..<245: 12
      case 285..<340: 13
      default: 9
      }
    return largest >= 170 ? bright : bright - 8
  }

  /// Returns the hue in degrees, from 0, red, over 120, green, and 240, blue.
  private static func hue(of parts: [Int], from smallest: Int, to largest: Int) -> Int {
    let range = largest - smallest
    let (red, green, blue) = (parts[0], parts[1], parts[2])
    if largest == red { return ((green - blue) * 60 / range + 360) % 360 }
    if largest == green { return 120 + (blue - red) * 60 / range }
    return 240 + (red - green) * 60 / range
  }

  private static func nearest(to colour: RGB, among indices: [UInt8]) -> UInt8 {
    indices.min {
      Palette.xterm[$0].distance(to: colour) < Palette.xterm[$1].distance(to: colour)
    } ?? 0
  }
}
