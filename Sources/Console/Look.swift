import Canvas
import Telemetry

/// A theme, boiled down to what the views ask for in every cell.
struct Look: Hashable, Sendable {
  /// How many shades an activity has, from idle to fully used.
  static let shades = 8

  let isMonochrome: Bool
  let background: Colour
  let text, muted, faint, strong, accent, border, title, key, good, bad, warning, ghost: Style
  let track: Style
  /// What lies below the samples that run, as long as rollout goes on.
  let rolloutBed: Colour
  let chartArea: Ramp
  let chartLine: Ramp
  let chartGhost: Ramp
  private let activities: [Colour]
  private let tints: [Colour]
  private let letters: [Glyph]

  init(_ theme: Theme) {
    isMonochrome = theme.isMonochrome
    func rgb(_ hex: UInt32) -> Colour {
      theme.isMonochrome
        ? .terminalDefault
        : .rgb(UInt8(hex >> 16), UInt8(hex >> 8 & 255), UInt8(hex & 255))
    }
    let dark = !theme.isLight
    background = rgb(dark ? 0x12161E : 0xF7F7F4)
    text = Style(rgb(dark ? 0xC5CCD9 : 0x3A414D))
    muted = Style(rgb(dark ? 0x8590A2 : 0x6D7583))
    faint = Style(rgb(dark ? 0x515B6B : 0xA5ABB5))
    strong = Style(rgb(dark ? 0xF2F5FA : 0x11151B)).bold
    accent = Style(rgb(dark ? 0x7FB4FF : 0x1F5FBF)).bold
    border = Style(rgb(dark ? 0x323B49 : 0xCDD1D6))
    title = Style(rgb(dark ? 0xC5CCD9 : 0x3A414D)).bold
    key = Style(rgb(dark ? 0x7FB4FF : 0x1F5FBF))
    good = Style(rgb(dark ? 0x86D992 : 0x2C8A3B))
    bad = Style(rgb(dark ? 0xFF7B85 : 0xC4313D))
    warning = Style(rgb(dark ? 0xF2C46D : 0x9A6B00))
    ghost = Style(rgb(dark ? 0xB49BE0 : 0x7A55B8))
    track = Style(rgb(dark ? 0x2A313D : 0xE2E4E6))
    chartArea = Ramp(rgb(dark ? 0x27405C : 0xC9DCF2))
    chartLine = Ramp(rgb(dark ? 0x7FB4FF : 0x1F5FBF))
    chartGhost = Ramp(ghost.foreground)
    let phases: [UInt32] =
      dark
      ? [
        0x4FA3E0, 0x5DC8C0, 0xE6C25A, 0x7BC96F, 0x3F5A45, 0xE08A4F, 0x66607E, 0xF25C69, 0x2C3440,
      ]
      : [
        0x2F7FC4, 0x1E9C94, 0xC79A1B, 0x3F9A3A, 0xB9D3B4, 0xCF6A22, 0xB3ADC9, 0xD5303F, 0xDFE2E5,
      ]
    let colours = Activity.allCases.map { activity in
      switch activity {
      case .prefill: rgb(dark ? 0x9AD0F5 : 0x7DB6E6)
      case .offload: rgb(dark ? 0xB5683A : 0xE6A271)
      default: rgb(phases[Phase(activity).rawValue])
      }
    }
    activities = colours
    let back = background
    tints = colours.flatMap { colour in
      let ramp = Ramp([back, colour])
      return (0...Self.shades).map {
        ramp.colour(at: 0.4 + 0.6 * Double($0) / Double(Self.shades))
      }
    }
    rolloutBed = Ramp([back, colours[Int(Activity.decode.rawValue)]]).colour(at: 0.22)
    letters = Activity.allCases.map(\.letter)
  }
}

extension Look {
  /// The colour of an activity.
  func colour(_ activity: Activity) -> Colour { activities[Int(activity.rawValue)] }

  /// The colour of a phase.
  func colour(_ phase: Phase) -> Colour { activities[Int(Self.leaders[phase.rawValue].rawValue)] }

  /// The colour of an activity, fainter where the die computes for a small share of the time.
  func tint(_ activity: Activity, utilisation: Double) -> Colour {
    guard activity.isWork else { return colour(activity) }
    let level = Int((min(max(utilisation, 0), 1) * Double(Self.shades)).rounded())
    return tints[Int(activity.rawValue) * (Self.shades + 1) + level]
  }

  /// The letter of an activity.
  func letter(_ activity: Activity) -> Glyph { letters[Int(activity.rawValue)] }

  /// What a bar of an activity is filled with: its letter where there is no colour.
  func fill(_ activity: Activity) -> Glyph? { isMonochrome ? letter(activity) : nil }

  /// The activity whose colour a phase has.
  static let leaders: [Activity] = [
    .decode, .reference, .reward, .update, .bubble, .reshard, .waitingSamples, .failed, .idle,
  ]

  /// How a change for the better or worse looks.
  func style(ofChange change: Double) -> Style {
    change > 0.005 ? good : change < -0.005 ? bad : muted
  }
}
