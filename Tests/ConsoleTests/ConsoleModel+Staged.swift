import Canvas
import Exploration
import Quantities
import Specification
import Telemetry

@testable import Console

extension ConsoleModel {
  /// A console on a staged run in its ninth step, beside a ghost that is slower.
  static func staged(
    _ size: Size = Size(columns: 80, rows: 24), scenario: Scenario = .panguCM384,
    theme: Theme = .dark, glyphs: GlyphSet = .unicode, hasGhost: Bool = true
  ) -> ConsoleModel {
    let (live, ghost) = scenario == .panguCM384 ? futures : stage(scenario)
    var model = ConsoleModel(scenario: scenario, theme: theme, glyphs: glyphs)
    _ = model.update(.resized(size))
    _ = model.update(
      .frame(live: live, ghost: hasGhost ? ghost : nil, clock: ClockStatus(speed: 600)))
    return model
  }

  private static let futures = stage(.panguCM384)

  private static func stage(_ scenario: Scenario) -> (live: ClusterState, ghost: Ghost) {
    var run = StagedRun(scenario)
    run.run(steps: 5)
    let since = run.state.now
    run.run(steps: 3)
    run.rollOut(until: 0.92)
    var slow = StagedRun(scenario.turning(.fusion(false)), pace: 1.35)
    slow.run(steps: 7)
    let ghost = Ghost(
      title: "without RL Fusion", since: since, state: slow.state,
      comparison: Comparison(steps: 2, live: 35_100, ghost: 27_000), liveKnobs: [.fusion(true)])
    return (run.state, ghost)
  }

  /// What an advisor could have found out.
  static func stagedAdvice(at time: SimTime, isDone: Bool = true) -> Advice {
    Advice(
      time: time, steps: 4, baseline: 35_100,
      price: Advice.Price(staleness: 0.5, headroom: .gibi(6)),
      entries: [
        Advice.Entry(knob: .fusion(false), outcome: .measured(tokensPerSecond: 27_000)),
        Advice.Entry(
          knob: .staleness(2), outcome: .measured(tokensPerSecond: 38_900),
          price: Advice.Price(staleness: 1.25, headroom: .gibi(2.5))),
        Advice.Entry(
          knob: .distributedQueue(false), outcome: .measured(tokensPerSecond: 31_000)),
        Advice.Entry(
          knob: .tail(.migrate),
          outcome: isDone ? .measured(tokensPerSecond: 41_200) : .pending),
        Advice.Entry(knob: .coupling(.asynchronous), outcome: .refused("there is no host memory")),
      ])
  }

  /// What is on screen, without its colours.
  var text: String { view().text() }
}

extension Theme {
  /// A theme without any colour.
  static let plain = Theme(
    name: "plain", slots: Array(repeating: .terminalDefault, count: 16))
}
