import Canvas
import Exploration
import Quantities
import Specification
import Telemetry
import Testing

@testable import Console

@Suite struct KnobTests {
  @Test func `a what-if key turns its knob`() {
    var model = ConsoleModel.staged(hasGhost: false)
    #expect(model.update(.key("F")) == .turn(.fusion(false)))
    #expect(model.update(.key("Q")) == .turn(.distributedQueue(false)))
    #expect(model.update(.key("B")) == .turn(.expertBalance(false)))
    _ = model.update(.key(.right))
    #expect(model.update(.key("K")) == .turn(.failCard(8)))
  }

  @Test func `the staleness bound goes from 0 to 4 and around`() {
    var model = ConsoleModel.staged(hasGhost: false)
    let bounds = (0..<5).map { _ in model.update(.key("S")) }
    #expect(bounds == [2, 3, 4, 0, 1].map { .turn(.staleness($0)) })
    #expect(model.update(.key("A")) == .turn(.staleness(0)))
    #expect(model.update(.key("A")) == .turn(.staleness(4)))
  }

  @Test func `a turned knob is shown as pending until the run has taken it`() {
    var model = ConsoleModel.staged(hasGhost: false)
    #expect(model.text.contains("RL Fusion   ● on"))
    _ = model.update(.key("F"))
    #expect(model.text.contains("RL Fusion   ◌ off"))
    let live = StagedRun(Scenario.panguCM384.turning(.fusion(false))).state
    _ = model.update(.frame(live: live, ghost: nil, clock: ClockStatus()))
    #expect(model.text.contains("RL Fusion   ○ off"))
  }

  @Test func `without a step to compare there is no difference`() {
    var model = ConsoleModel.staged()
    #expect(model.text.contains("+30 % after 2 steps"))
    let live = model.live
    guard var ghost = model.ghost else { return }
    ghost.comparison = nil
    _ = model.update(.frame(live: live, ghost: ghost, clock: ClockStatus()))
    #expect(model.text.contains("ghost: no step yet"))
    #expect(!model.text.contains("after 2 steps"))
  }

  @Test func `an effect stays beside its knob after the ghost is gone, and turns with the knob`() {
    var model = ConsoleModel.staged()
    #expect(model.text.contains("RL Fusion   ● on  +30 %"))
    let live = model.live
    _ = model.update(.frame(live: live, ghost: nil, clock: ClockStatus()))
    #expect(model.text.contains("RL Fusion   ● on  +30 %"))
    let other = StagedRun(Scenario.panguCM384.turning(.fusion(false))).state
    _ = model.update(.frame(live: other, ghost: nil, clock: ClockStatus()))
    #expect(model.text.contains("RL Fusion   ○ off −23 %"))
    #expect(model.effects[KnobSlot.fusion.rawValue]?.gain(at: 3) == nil)
  }

  @Test func `two knobs turned together have no effect of their own`() {
    let live = StagedRun(.panguCM384).state
    let turned = Scenario.panguCM384.turning(.fusion(false)).turning(.staleness(3))
    let ghost = Ghost(
      title: "", since: .zero, state: StagedRun(turned).state,
      comparison: Comparison(steps: 3, live: 2, ghost: 1))
    #expect(KnobEffect(live: live, ghost: ghost) == nil)
  }

  @Test func `what a failure costs is told from the side that has it`() {
    let live = StagedRun(.panguCM384).state
    var ghost = Ghost(
      title: "", since: .zero, state: live,
      comparison: Comparison(steps: 3, live: 8, ghost: 10), liveKnobs: [.failCard(3)])
    let effect = KnobEffect(live: live, ghost: ghost)
    #expect(effect?.slot == .failure)
    #expect(abs((effect?.gain(at: nil) ?? 0) + 0.2) < 1e-12)
    ghost.ghostKnobs = ghost.liveKnobs
    ghost.liveKnobs = []
    #expect(KnobEffect(live: live, ghost: ghost) == nil)
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
    #expect(model.update(.key("b")) == .keepGhost)
    #expect(model.update(.key("e")) == .latest)
    #expect(model.update(.key("o")) == .save(PictureRequest()))
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
