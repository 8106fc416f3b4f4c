import Canvas
import Exploration
import Quantities
import Specification
import Telemetry

/// Everything the console remembers; what is on screen is a function of it.
public struct ConsoleModel: Sendable {
  /// How large the terminal is.
  public internal(set) var size: Size = Size(columns: 80, rows: 24)
  /// The selected card.
  public internal(set) var card: Int = 0
  /// Whether the selected card's detail is open.
  public internal(set) var isDetailOpen = false

  let glyphs: GlyphSet
  let usesLetters: Bool
  var look: Look
  var live: ClusterState
  var ghost: Ghost?
  var clock = ClockStatus()
  /// What each knob was seen to do, by `KnobSlot.rawValue`.
  var effects: [KnobEffect?] = Array(repeating: nil, count: KnobSlot.allCases.count)
  var overlay: Overlay = .none
  /// The panel that is shown first where not all fit.
  var panel: Panel = .timeline
  /// The panel that is shown alone.
  var zoomed: Panel?
  /// Which panels stand together.
  var layout = ScreenLayout.overview
  /// How far each panel is scrolled, or which of its lines is selected, by `Panel.rawValue`.
  var scrolls: [Int] = Array(repeating: 0, count: Panel.allCases.count)
  /// The kind of events that the log is narrowed to; `nil` for all.
  var logKind: LogEntry.Kind?
  /// The setting that is chosen in the panel of knobs and not turned yet.
  var chosenKnob: Knob?
  /// What turning each knob would do, once that was asked for.
  var advice: Advice?
  /// What the user should read once.
  public internal(set) var notice: String?
  /// The panel that arrows and Enter work on; `nil` for the cards.
  var focus: Panel?
  /// The lane of the timeline that is selected.
  var lane: Role = .rollout
  var timeView = TimeView()
  var showsCriticalPath = false
  /// Which cards are not dimmed, by number; empty without a filter.
  var matches: [Bool] = []
  var filter: CardFilter?
  /// What was typed at each prompt, by `Prompt.Kind.rawValue`, oldest first.
  var histories: [[String]] = Array(repeating: [], count: Prompt.Kind.allCases.count)
  /// Whether the cost of frames is shown.
  var showsFrameMeter = false
  /// What the last frame took.
  var frameMeter = FrameMeter()

  /// Makes a console that waits for its first frame.
  ///
  /// - Parameters:
  ///   - scenario: What is about to run.
  ///   - theme: The colours.
  ///   - glyphs: What the terminal's font can show.
  ///   - usesLetters: Whether letters tell states apart even if the theme has a colour for each, as
  ///     where the terminal has too few colours.
  public init(
    scenario: Scenario, theme: Theme, glyphs: GlyphSet = .unicode, usesLetters: Bool = false
  ) {
    live = ClusterState(scenario: scenario)
    look = Look(theme, usesLetters: usesLetters)
    self.usesLetters = usesLetters
    self.glyphs = glyphs
  }

  /// The scenario as of now.
  var scenario: Scenario { live.scenario }

  /// How a knob stands, what is pending included.
  func setting(of slot: KnobSlot) -> Int? {
    for knob in clock.pendingKnobs.reversed() {
      if let setting = slot.setting(of: knob) { return setting }
    }
    return slot.setting(in: scenario)
  }

  /// What the settings of knobs depend on now.
  var surroundings: KnobSlot.Surroundings {
    KnobSlot.Surroundings(scenario: scenario, card: card, failed: live.failures.map(\.card))
  }

  /// Whether a knob is turned but does not hold yet.
  func isPending(_ slot: KnobSlot) -> Bool {
    clock.pendingKnobs.contains { slot.setting(of: $0) != nil }
  }
}
