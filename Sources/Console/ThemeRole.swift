import Canvas

/// What something on screen is, as far as its looks go.
public enum ThemeRole: String, Hashable, Sendable, CaseIterable {
  /// What is read.
  case text
  /// Labels and units.
  case muted
  /// What need not be read: grids, tracks, separators.
  case faint
  /// What everything stands on; its colour is a background.
  case background
  /// The lines around panels.
  case border
  /// The names of panels.
  case title
  /// What the user acts on, and the live line of a chart.
  case accent
  /// As it should be, or better than before.
  case good
  /// Worth a look.
  case warning
  /// Wrong, or worse than before.
  case bad
  /// The future without the last change.
  case ghost
  /// The row or card that is selected; its colour is a background.
  case selection

  /// Answers are being written.
  case rollout
  /// Prompts are being read.
  case prefill
  /// The reference model scores answers.
  case reference
  /// Answers are being judged.
  case reward
  /// The policy learns.
  case update
  /// Weights move from one layout to another.
  case reshard
  /// Weights move out of the card's memory, or back.
  case offload
  /// Held up by something else.
  case waiting
  /// Nothing to do.
  case idle
  /// Broken.
  case failed

  /// Little of something.
  case low
  /// Half of it.
  case middle
  /// Most of it.
  case high

  /// The states a card can be in.
  public static let phases: [ThemeRole] = [
    .rollout, .prefill, .reference, .reward, .update, .reshard, .offload, .waiting, .idle, .failed,
  ]

  /// The glyph that stands for a phase where colours cannot tell; `nil` for other roles.
  ///
  /// ASCII, one column, and no two alike.
  public var glyph: Glyph? {
    switch self {
    case .rollout: "R"
    case .prefill: "P"
    case .reference: "f"
    case .reward: "w"
    case .update: "U"
    case .reshard: "S"
    case .offload: "o"
    case .waiting: "-"
    case .idle: "."
    case .failed: "X"
    default: nil
    }
  }

  /// The slot of a base16 palette a role takes unless a theme says otherwise, and its attributes.
  ///
  /// Follows the styling guide of base16 where that has an opinion
  /// (github.com/tinted-theming/home).
  var usual: (slot: Int, attributes: Attributes) {
    switch self {
    case .background: (0x0, [])
    case .border, .selection, .idle: (0x2, [])
    case .faint, .waiting: (0x3, [])
    case .muted: (0x4, [])
    case .text: (0x5, [])
    case .ghost: (0x6, [])
    case .title: (0x6, .bold)
    case .bad, .failed, .high: (0x8, [])
    case .update: (0x9, [])
    case .warning, .reward, .middle: (0xA, [])
    case .good, .offload, .low: (0xB, [])
    case .prefill: (0xC, [])
    case .accent, .rollout: (0xD, [])
    case .reference: (0xE, [])
    case .reshard: (0xF, [])
    }
  }
}
