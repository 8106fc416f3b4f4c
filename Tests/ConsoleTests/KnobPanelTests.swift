import Canvas
import Exploration
import Quantities
import Session
import Specification
import Telemetry
import Testing

@testable import Console

@Suite struct KnobPanelTests {
  @Test func `every kind of knob has a key, a line in the panel and a command`() throws {
    let model = ConsoleModel.staged(Size(columns: 160, rows: 50))
    var names: [String] = []
    for slot in KnobSlot.allCases {
      #expect(KeyTable.bindings.contains { $0.action == .turn(slot) })
      #expect(model.shownKnobs.contains(slot))
      names.append(slot.commandName)
      for knob in slot.knobs(in: model.surroundings) {
        #expect(try Action(text: knob.text) == .set(knob))
        #expect(try Script("at 60s \(knob.text)\n", file: "x").steps.count == 2)
      }
    }
    #expect(Set(names) == Set(Knob.forms.map(\.name)))
  }

  @Test(arguments: [(40, 12), (80, 24), (160, 50)])
  func `the panel scrolls with its selection, so that every knob is seen`(columns: Int, rows: Int) {
    var model = ConsoleModel.staged(Size(columns: columns, rows: rows))
    _ = model.update(.key("f"))
    for slot in KnobSlot.allCases {
      #expect(model.selectedKnob == slot)
      #expect(
        model.text.contains("▸ \(KeyTable.key(for: .turn(slot))) \(slot.name)"), "\(slot)")
      #expect(model.text.contains(slot.meaning) || columns < 80, "\(slot)")
      _ = model.update(.key(.down))
    }
  }

  @Test func `a setting is chosen first and turned by Enter, left alone by Esc`() {
    var model = ConsoleModel.staged(hasGhost: false)
    _ = model.update(.key("f"))
    for _ in 0..<KnobSlot.coupling.rawValue { _ = model.update(.key(.down)) }
    #expect(model.update(.key(.right)) == nil)
    #expect(model.text.contains("›async"))
    _ = model.update(.key(.escape))
    #expect(model.zoomed == .knobs)
    #expect(!model.text.contains("›async"))
    _ = model.update(.key(.left))
    #expect(model.update(.key(.enter)) == .turn(.coupling(.oneStepOff)))
    #expect(model.text.contains("◌1-off"))
    _ = model.update(.key(.escape))
    #expect(model.zoomed == nil)
  }

  @Test func `a fault strikes the card that the panel's arrows select`() {
    var model = ConsoleModel.staged(hasGhost: false)
    for key in ["f", .end] as [Key] { _ = model.update(.key(key)) }
    #expect(model.selectedKnob == .linkFailure)
    for _ in 0..<3 { _ = model.update(.key(.right)) }
    #expect(model.update(.key(.enter)) == .turn(.failLink(3)))
    _ = model.update(.key(.up))
    #expect(model.update(.key(.enter)) == .turn(.failServer(3)))
    #expect(model.update(.key("K")) == .turn(.failCard(24)))
  }

  @Test func `a failed card is brought back, whichever card is selected`() {
    var around = KnobSlot.Surroundings(scenario: .panguCM384, card: 5, failed: [17, 30])
    #expect(KnobSlot.recovery.knob(from: nil, in: around) == .recoverCard(17))
    around.card = 30
    #expect(KnobSlot.recovery.knob(from: nil, in: around) == .recoverCard(30))
  }

  @Test func `a number that no key sets goes on to the next that one does`() {
    let around = KnobSlot.Surroundings(scenario: .panguCM384)
    #expect(KnobSlot.split.knob(from: 200, in: around) == .split(288))
    #expect(KnobSlot.split.knob(from: 200, backwards: true, in: around) == .split(192))
    #expect(KnobSlot.split.knob(from: 760, in: around) == .split(96))
    #expect(KnobSlot.staleness.knob(from: 7, in: around) == .staleness(0))
    #expect(KnobSlot.speculation.knob(from: 60, in: around) == .speculation(nil))
  }

  @Test func `pools that come with a split have the effect of RL Fusion`() {
    let live = StagedRun(.panguCM384).state
    let ghost = Ghost(
      title: "", since: .zero,
      state: StagedRun(Scenario.panguCM384.turning(.split(288))).state,
      comparison: Comparison(steps: 3, live: 2, ghost: 1))
    #expect(KnobEffect(live: live, ghost: ghost)?.slot == .fusion)
  }

  @Test func `a press selects a knob, and a second one turns it`() throws {
    var model = ConsoleModel.staged(hasGhost: false)
    _ = model.update(.key("f"))
    let rows = model.text.split(separator: "\n").map(String.init)
    let row = try #require(rows.firstIndex { $0.contains("Q DistQueue     off") })
    let press = ConsoleMessage.mouse(MouseEvent(.press, at: Position(column: 20, row: row)))
    #expect(model.update(press) == nil)
    #expect(model.selectedKnob == .queue)
    #expect(model.update(press) == .turn(.distributedQueue(false)))
  }

  @Test(arguments: [Key.escape, "i"])
  func `leaving the advisor lets go of advice that is worked on, not of what is known`(key: Key) {
    var model = ConsoleModel.staged(hasGhost: false)
    #expect(model.update(.key("i")) == .advise)
    _ = model.update(.advice(ConsoleModel.stagedAdvice(at: model.live.now, isDone: false)))
    #expect(model.update(.key(key)) == .stopAdvising)
    #expect(model.advice == nil)
    #expect(model.update(.key("i")) == .advise)
    _ = model.update(.advice(ConsoleModel.stagedAdvice(at: model.live.now)))
    #expect(model.update(.key(key)) == nil)
    #expect(model.advice?.isDone ?? false)
  }

  @Test func `the help tells the language of filters`() {
    var model = ConsoleModel.staged(Size(columns: 160, rows: 50))
    _ = model.update(.key("?"))
    for word in ["In a filter", "hbm>90", "phase=", "pool="] { #expect(model.text.contains(word)) }
  }

  @Test func `the smallest screen tells how to pause, turn a knob, get help and quit`() {
    let text = ConsoleModel.staged(Size(columns: 40, rows: 12)).text
    for hint in ["space pause", "f knobs", "? help", "q quit"] { #expect(text.contains(hint)) }
  }
}
