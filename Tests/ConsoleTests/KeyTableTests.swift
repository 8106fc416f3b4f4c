import Canvas
import Testing

@testable import Console

@Suite struct KeyTableTests {
  @Test func `no two bindings of a context share a key`() {
    for context in [KeyBinding.Context.console, .prompt] {
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

  @Test func `every knob and every panel has a key`() {
    for slot in KnobSlot.allCases { #expect(!KeyTable.key(for: .turn(slot)).isEmpty) }
    for panel in Panel.allCases { #expect(!KeyTable.key(for: .zoom(panel)).isEmpty) }
  }

  @Test(arguments: [(80, 24), (80, 50), (160, 50)])
  func `the help shows every binding`(columns: Int, rows: Int) {
    var model = ConsoleModel.staged(Size(columns: columns, rows: rows))
    _ = model.update(.key("?"))
    let text = model.text
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
      "space pause", "←↓↑→ select", "Enter card", "f RL Fusion", "s StaleSync", "d DistQueue",
      "b EDP balance", "F fail card", "? help", "q quit",
    ] {
      #expect(text.contains(hint), "\(hint)")
    }
  }
}
