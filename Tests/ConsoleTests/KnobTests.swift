import Canvas
import Quantities
import Specification
import Telemetry
import Testing

@testable import Console

@Suite struct KnobTests {
  @Test func `a what-if key turns its knob`() {
    var model = ConsoleModel.staged(hasGhost: false)
    #expect(model.update(.key("f")) == .turn(.fusion(false)))
    #expect(model.update(.key("d")) == .turn(.distributedQueue(false)))
    #expect(model.update(.key("b")) == .turn(.expertBalance(false)))
    _ = model.update(.key(.right))
    #expect(model.update(.key("F")) == .turn(.failCard(8)))
  }

  @Test func `the staleness bound goes from 0 to 4 and around`() {
    var model = ConsoleModel.staged(hasGhost: false)
    let bounds = (0..<5).map { _ in model.update(.key("s")) }
    #expect(bounds == [2, 3, 4, 0, 1].map { .turn(.staleness($0)) })
    #expect(model.update(.key("S")) == .turn(.staleness(0)))
    #expect(model.update(.key("S")) == .turn(.staleness(4)))
  }

  @Test func `a turned knob is shown as pending until the run has taken it`() {
    var model = ConsoleModel.staged(hasGhost: false)
    #expect(model.text.contains("RL Fusion   ● on"))
    _ = model.update(.key("f"))
    #expect(model.text.contains("RL Fusion   ◌ off"))
    let live = StagedRun(Scenario.panguCM384.turning(.fusion(false))).state
    _ = model.update(.frame(live: live, ghost: nil, clock: ClockStatus()))
    #expect(model.text.contains("RL Fusion   ○ off"))
  }

  @Test func `there is no difference until both futures have ended a step`() {
    var run = StagedRun(.panguCM384)
    run.run(steps: 3)
    let since = run.state.now
    var live = run
    live.run(steps: 2)
    var ghost = Ghost(title: "as it was", since: since, state: run.state)
    #expect(Comparison(live: live.state, ghost: ghost) == nil)
    run.run(steps: 1)
    ghost.state = run.state
    #expect(Comparison(live: live.state, ghost: ghost)?.steps == 1)
    #expect(Comparison(live: run.state, ghost: ghost)?.change == 0)
  }

  @Test func `the difference is that of the tokens a second since the fork`() throws {
    var run = StagedRun(.panguCM384)
    run.run(steps: 2)
    let fork = run.state.now
    run.run(steps: 4)
    var slow = StagedRun(.panguCM384, pace: 1.5)
    slow.run(steps: 5)
    let ghost = Ghost(title: "slower", since: fork, state: slow.state)
    let comparison = try #require(Comparison(live: run.state, ghost: ghost))
    let mine = run.state.steps.suffix(4).prefix(comparison.steps)
    let last = try #require(mine.last)
    let rate = Double(mine.map(\.tokens).reduce(0, +)) / (last.end - fork).seconds
    #expect(abs(comparison.live - rate) < 1e-9 * rate)
    #expect(comparison.change > 0)
  }

  @Test func `an effect stays beside its knob after the ghost is gone, and turns with the knob`() {
    var model = ConsoleModel.staged()
    let effect = model.effects[KnobSlot.fusion.rawValue]
    #expect(effect?.change(at: 1) == model.comparison?.change)
    let live = model.live
    _ = model.update(.frame(live: live, ghost: nil, clock: ClockStatus()))
    #expect(model.effects[KnobSlot.fusion.rawValue] == effect)
    let on = effect?.change(at: 1) ?? 0
    let off = effect?.change(at: 0) ?? 0
    #expect(abs((1 + on) * (1 + off) - 1) < 1e-12)
    #expect(effect?.change(at: 3) == nil)
  }

  @Test func `only keys that ask for something give a command`() {
    var model = ConsoleModel.staged()
    #expect(model.update(.key(" ")) == .pause(true))
    #expect(model.update(.key(" ")) == .pause(false))
    #expect(model.update(.key("+")) == .speed(1200))
    #expect(model.update(.key("-")) == .speed(600))
    #expect(model.update(.key(".")) == .step(1))
    #expect(model.update(.key(",")) == .step(-1))
    #expect(model.update(.key("x")) == .swapGhost)
    #expect(model.update(.key("c")) == .dropGhost)
    #expect(model.update(.key("T")) == .cycleTheme)
    #expect(model.update(.key("q")) == .quit)
    for key in ["?", "j", "1", "z", "["] as [Key] { #expect(model.update(.key(key)) == nil) }
  }

  @Test func `without a ghost there is none to swap or clear`() {
    var model = ConsoleModel.staged(hasGhost: false)
    #expect(model.update(.key("x")) == nil)
    #expect(model.update(.key("c")) == nil)
  }
}
