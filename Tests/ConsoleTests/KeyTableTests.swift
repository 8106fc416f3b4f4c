import Canvas
import FoundationEssentials
import Specification
import Testing

@testable import Console

@Suite struct KeyTableTests {
  @Test func `no two bindings of a context share a key`() {
    for context in KeyBinding.Context.allCases {
      let keys = KeyTable.bindings.filter { $0.context == context }.flatMap(\.keys)
      #expect(Set(keys).count == keys.count)
    }
  }

  @Test func `every key does what its binding says`() {
    for binding in KeyTable.bindings {
      #expect(!binding.keys.isEmpty)
      for key in binding.keys {
        #expect(KeyTable.action(for: key, in: binding.context) == binding.action)
      }
    }
  }

  @Test func `every key of the console is a command that does the same`() throws {
    for binding in KeyTable.bindings where binding.context == .console {
      let text = try #require(binding.action.text, "\(binding.help)")
      #expect(try Action(text: text) == binding.action)
    }
  }

  @Test func `every knob and every panel has a key`() {
    for slot in KnobSlot.allCases { #expect(!KeyTable.key(for: .turn(slot)).isEmpty) }
    for panel in Panel.allCases.prefix(9) { #expect(!KeyTable.key(for: .zoom(panel)).isEmpty) }
  }

  @Test func `capitals turn knobs and nothing else, but for T and N`() {
    for binding in KeyTable.bindings where binding.context == .console {
      for case .character(let character) in binding.keys where character.isUppercase {
        let isKnob = binding.action == .lowerStaleness || "TN".contains(character)
        if case .turn = binding.action { continue }
        #expect(isKnob, "\(character)")
      }
      if case .turn = binding.action {
        #expect(binding.keys.allSatisfy { "\($0)" == "\($0)".uppercased() })
      }
    }
  }

  @Test(arguments: [(80, 24), (80, 50), (160, 50), (60, 15)])
  func `the help shows every binding, scrolled where it is too long`(columns: Int, rows: Int) {
    var model = ConsoleModel.staged(Size(columns: columns, rows: rows))
    _ = model.update(.key("?"))
    var text = ""
    for _ in 0..<80 {
      text += model.text
      _ = model.update(.key(.down))
    }
    for section in KeyBinding.Section.allCases {
      #expect(text.contains(section.rawValue))
      for line in KeyTable.lines(of: section) {
        #expect(text.contains(line.help), "\(line.help)")
        #expect(text.contains(line.keys), "\(line.keys)")
      }
    }
    for binding in KeyTable.bindings {
      let lines = KeyTable.lines(of: binding.section)
      #expect(lines.contains { $0.help == binding.help }, "\(binding.help)")
      for key in binding.keys {
        #expect(lines.contains { $0.keys.contains(key.description) }, "\(key)")
      }
    }
  }

  @Test func `the first screen tells how to pause, select, turn a knob, get help and quit`() {
    let text = ConsoleModel.staged().text
    for hint in [
      "space pause", "←↓↑→ select", "Enter card", "F RL Fusion", "S StaleSync", "Q DistQueue",
      "B EDP balance", "K fail card", "? help", "q quit",
    ] {
      #expect(text.contains(hint), "\(hint)")
    }
  }

  @Test(arguments: [(60, 15), (80, 24), (160, 50), (300, 100)])
  func `every hint on the screen is a key that does it`(columns: Int, rows: Int) throws {
    let model = ConsoleModel.staged(Size(columns: columns, rows: rows))
    let line = try #require(model.text.split(separator: "\n").last)
    let hints = Set(KeyTable.bindings.compactMap(\.hint))
    let words = line.split(separator: " ").map(String.init)
    let told = hints.filter { hint in words.contains(String(hint.split(separator: " ")[0])) }
    #expect(told.count >= 4)
    for hint in told {
      let keys = KeyTable.bindings.filter { $0.hint == hint }
        .compactMap { $0.keys.first?.description }.joined()
      #expect(line.contains("\(keys) \(hint)"))
    }
  }

  @Test func `the README's keys are those of the table`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(
      decoding: Data(contentsOf: root.appending(path: "README.md")), as: UTF8.self)
    for table in KeyManual.markdown.split(separator: "\n\n") {
      let text = table.hasSuffix("\n") ? String(table.dropLast()) : String(table)
      #expect(readme.contains(text), "tandem keys --markdown prints what is to stand there")
    }
  }
}
