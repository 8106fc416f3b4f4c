import Canvas
import Quantities
import Session
import Specification
import TestKit
import Testing

@testable import Console

@Suite struct CommandTests {
  @Test(arguments: 0..<40 as Range<UInt64>)
  func `an action is read back from its text`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    func pick<Value>(_ values: [Value]) -> Value {
      values[Int.random(in: 0..<values.count, using: &dice)]
    }
    let nanoseconds = Int64.random(in: 0...900_000_000_000_000, using: &dice)
    let time = SimTime(nanoseconds: nanoseconds)
    let actions: [Action] = [
      .turn(pick(KnobSlot.allCases)), .set(.staleness(Int.random(in: 0...8, using: &dice))),
      .set(.failCard(Int.random(in: 0...383, using: &dice))), .pauseSet(pick([true, false])),
      .speed(Double(Int.random(in: 1...1_000_000, using: &dice)) / 4), .speed(.infinity),
      .goTo(.time(time)), .goTo(.step(Int.random(in: 0...1000, using: &dice))),
      .crosshairSet(time), .crosshairSet(nil),
      .move(pick(Action.Direction.allCases), Int.random(in: 1...99, using: &dice)),
      .card(Int.random(in: 0...383, using: &dice)), .zoom(pick(Panel.allCases)),
      .focus(pick([nil] + Panel.allCases)), .filter("rack=7 | (phase=update & !failed)"),
      .save(PictureRequest(path: "a.svg", size: Size(columns: 160, rows: 50))),
    ]
    for action in actions {
      let text = try #require(action.text)
      let again = try Action(text: text)
      if case .goTo(.time(let other)) = again {
        // Seconds are read as a number: to a microsecond.
        #expect(abs((other - time).seconds) < 1e-6)
      } else if case .crosshairSet(let other?) = again {
        #expect(abs((other - time).seconds) < 1e-6)
      } else {
        #expect(again == action, "\(text)")
      }
    }
  }

  @Test(arguments: [
    ("", 1, "no command"), ("  fussion on", 3, "did you mean 'fusion'"),
    ("fusion maybe", 8, "write on or off"), ("staleness 99", 11, "write 0 to 8"),
    ("speed -1", 7, "write speed N|max"), ("go 1::2", 4, "write go"),
    ("filter rack=x", 13, "'x' is no number"), ("card", 5, "lacks its setting"),
    ("zoom sideways", 6, "write zoom in|out|reset"), ("quit now", 6, "write quit"),
    ("save a.svg b.svg", 6, "write save"), ("save a.png", 6, "write save [FILE.svg|FILE.txt]"),
  ])
  func `what is wrong with a command is told with its column and what would be right`(
    text: String, column: Int, message: String
  ) {
    do throws(LineError) {
      let action = try Action(text: text)
      Issue.record("\(text) was read as \(action)")
    } catch {
      #expect(error.column == column, "\(error)")
      #expect(error.description.contains(message), "\(error)")
    }
  }

  @Test func `every knob of a session is a command`() throws {
    for form in Knob.forms {
      for choice in form.choices {
        let text = "\(form.name) \(choice)"
        #expect(try Action(text: text) == .set(Knob(text: text)))
      }
    }
  }

  @Test func `each knob's words are as many as its settings`() {
    for slot in KnobSlot.allCases where !slot.choices.isEmpty {
      let settings = slot.knobs(in: KnobSlot.Surroundings(scenario: .panguCM384))
      #expect(settings.map { slot.setting(of: $0) } == Array(slot.choices.indices), "\(slot)")
      #expect(slot.choices.allSatisfy { $0.count <= 5 })
      let forms = Knob.forms.first { $0.name == slot.commandName }
      // Pools of their own take a number, which no list of words holds.
      let numbers = slot == .placement ? 1 : 0
      #expect(forms?.choices.count == slot.choices.count - numbers, "\(slot)")
    }
  }

  @Test func `a knob with numbers and a word offers both`() {
    let synopses = Set(CommandForm.all.map(\.synopsis))
    #expect(
      synopses.isSuperset(of: ["queue-capacity [N|none]", "speculation [N|off]", "split [N]"]))
  }

  @Test func `commands have names of their own`() {
    let names = CommandForm.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(CommandForm.all.allSatisfy { !$0.help.isEmpty })
  }

  private func type(_ text: String, _ model: inout ConsoleModel) -> ConsoleCommand? {
    var command: ConsoleCommand?
    for character in text { command = model.update(.key(.character(character))) }
    return command
  }

  @Test func `a line that is typed is done on Enter, and comes back with the arrows`() {
    var model = ConsoleModel.staged()
    #expect(type(":fusion off", &model) == nil)
    #expect(model.text.contains(":fusion off"))
    #expect(model.update(.key(.enter)) == .turn(.fusion(false)))
    #expect(model.overlay == .none)
    _ = type(":speed 42", &model)
    #expect(model.update(.key(.enter)) == .speed(42))
    _ = type(":pa", &model)
    _ = model.update(.key(.up))
    #expect(model.text.contains(":speed 42"))
    _ = model.update(.key(.up))
    _ = model.update(.key(.up))
    #expect(model.text.contains(":fusion off"))
    _ = model.update(.key(.down))
    _ = model.update(.key(.down))
    #expect(model.text.contains(":pa▏"))
  }

  @Test func `Tab completes as far as all that is offered agrees`() {
    var model = ConsoleModel.staged()
    _ = type(":fus", &model)
    _ = model.update(.key(.tab))
    #expect(model.text.contains(":fusion ▏"))
    _ = type("of", &model)
    _ = model.update(.key(.tab))
    #expect(model.update(.key(.enter)) == .turn(.fusion(false)))
    _ = type(":s", &model)
    #expect(model.text.contains("staleness"))
    #expect(Completion("filter rack=7 & sta").offers == ["state", "stage", "staleness"])
    #expect(Completion("filter rack=7 & sta").completed == "filter rack=7 & sta")
    #expect(Completion("filter rack=7 & stag").completed == "filter rack=7 & stage")
    #expect(
      Completion("filter pool=").offers
        == ["rollout", "training", "reference", "reward"])
    #expect(Completion("filter rack=7 & phase!=up").completed == "filter rack=7 & phase!=update")
    #expect(Completion("filter hbm=").offers.isEmpty)
    #expect(Completion("").offers.count == CommandForm.all.count)
    #expect(Completion("nothing of the sort").offers.isEmpty)
  }

  @Test func `what is wrong is told in the line, which can be mended`() {
    var model = ConsoleModel.staged(Size(columns: 120, rows: 40))
    _ = type(":fusion maybe", &model)
    #expect(model.update(.key(.enter)) == nil)
    #expect(model.text.contains("column 8: 'maybe' is no setting of 'fusion'; write on or off"))
    for _ in 0..<5 { _ = model.update(.key(.backspace)) }
    _ = type("on", &model)
    #expect(model.update(.key(.enter)) == .turn(.fusion(true)))
  }

  @Test func `a card that is not there is told`() throws {
    var model = ConsoleModel.staged()
    #expect(try model.perform(line: "card 383") == nil)
    #expect(model.card == 383)
    #expect(throws: LineError.self) { try model.perform(line: "card 384") }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `hostile lines are refused, never more`(seed: UInt64) {
    var dice = Dice(state: seed)
    let alphabet = Array("abcfilter rack=|&!()<>7#:\"\\\u{0}\u{7F}é漢👩‍👩‍👧 \t-.0123456789")
    for _ in 0..<300 {
      let count = Int.random(in: 0...60, using: &dice)
      var text = Bool.random(using: &dice) ? "filter " : ""
      for _ in 0..<count { text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &dice)]) }
      do throws(LineError) {
        _ = try Action(text: text)
      } catch {
        #expect((1...text.count + 1).contains(error.column), "\(text): \(error)")
      }
      _ = Completion(text)
    }
  }
}
