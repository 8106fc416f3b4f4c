import Canvas
import Telemetry

/// A theme, boiled down to what the views ask for in every cell.
struct Look: Hashable, Sendable {
  /// How many shades an activity has, from idle to fully used.
  ///
  /// Few: every die whose shade changes is sent to the terminal, and nobody tells eight apart.
  static let shades = 4

  /// Whether letters have to tell states apart, because colours cannot.
  let usesLetters: Bool
  let background: Colour
  let text, muted, faint, strong, accent, border, title, key, good, bad, warning, ghost: Style
  /// The part of a meter that is not lit.
  let track: Style
  /// What lies below the samples that run, as long as rollout goes on; `nil` without shades.
  let rolloutBed: Colour?
  /// From nothing to most; flat where letters have to tell states apart.
  let heat: Ramp
  let chartArea: Ramp
  /// The samples of a replica.
  let rollout: Ramp
  /// Every other micro-batch, forward and backward.
  let forwardShade, backwardShade: Colour
  /// A stretch in which something waits.
  let gap: Style
  let chartLine: Ramp
  let chartGhost: Ramp
  private let theme: Theme
  private let activities: [Colour]
  private let tints: [Colour]
  private let dimmed: [Colour]
  private let letters: [Glyph]

  /// Boils a theme down.
  ///
  /// - Parameters:
  ///   - theme: The theme.
  ///   - usesLetters: Whether letters tell states apart even if the theme has a colour for each, as
  ///     where the terminal cannot show them.
  init(_ theme: Theme, usesLetters: Bool = false) {
    self.theme = theme
    self.usesLetters = usesLetters || theme.needsGlyphs
    let back = theme.colour(.background)
    background = back
    text = theme.style(.text)
    muted = theme.style(.muted)
    faint = theme.style(.faint)
    strong = theme.style(.title).bold
    accent = theme.style(.accent).bold
    border = theme.style(.border)
    title = theme.style(.title)
    key = theme.style(.accent)
    good = theme.style(.good)
    bad = theme.style(.bad)
    warning = theme.style(.warning)
    ghost = theme.style(.ghost)
    track = theme.style(.border)
    func mixed(_ colour: Colour, _ share: Double) -> Colour? {
      guard case .rgb = colour.form, case .rgb = back.form else { return nil }
      return Ramp([back, colour]).colour(at: share)
    }
    let area = theme.colour(.rollout)
    chartArea = Ramp([mixed(area, 0.4) ?? area, mixed(area, 0.75) ?? area])
    rollout = Ramp(area)
    gap = theme.style(.waiting)
    forwardShade = mixed(theme.colour(.reference), 0.72) ?? theme.colour(.reference)
    backwardShade = mixed(theme.colour(.update), 0.76) ?? theme.colour(.update)
    chartLine = Ramp(theme.colour(.accent))
    chartGhost = Ramp(theme.colour(.ghost))
    let full = theme.colour(.reshard)
    heat = self.usesLetters ? Ramp(full) : mixed(full, 0.1).map { Ramp([$0, full]) } ?? Ramp(full)
    rolloutBed = mixed(theme.colour(.rollout), 0.2)
    let colours = Activity.allCases.map { activity in
      activity == .bubble
        ? mixed(theme.colour(.update), 0.38) ?? theme.colour(.faint)
        : theme.colour(activity.themeRole)
    }
    activities = colours
    tints = colours.flatMap { colour in
      (0...Self.shades).map { level in
        mixed(colour, 0.4 + 0.6 * Double(level) / Double(Self.shades)) ?? colour
      }
    }
    dimmed = colours.map { mixed($0, 0.16) ?? theme.colour(.faint) }
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

  /// The colour of an activity of a card that a filter leaves out.
  func dimmed(_ activity: Activity) -> Colour { dimmed[Int(activity.rawValue)] }

  /// The letter of an activity.
  func letter(_ activity: Activity) -> Glyph { letters[Int(activity.rawValue)] }

  /// How the letter of an activity looks.
  func letterStyle(_ activity: Activity) -> Style { theme.style(activity.themeRole) }

  /// What a bar of an activity is filled with: its letter where there is no colour.
  func fill(_ activity: Activity) -> Glyph? { usesLetters ? letter(activity) : nil }

  /// The activity whose colour a phase has.
  static let leaders: [Activity] = [
    .decode, .reference, .reward, .update, .bubble, .reshard, .waitingSamples, .failed, .idle,
  ]

  /// A style as it is where something is selected.
  func selected(_ style: Style) -> Style { theme.selected(style) }

  /// How a change for the better or worse looks.
  func style(ofChange change: Double) -> Style {
    change > 0.005 ? good : change < -0.005 ? bad : muted
  }
}
