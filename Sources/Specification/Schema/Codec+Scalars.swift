extension Codec where Value == Int {
  /// A whole number.
  static func integer(_ range: ClosedRange<Int>) -> Codec {
    let remedy = "write a whole number from \(range.lowerBound) to \(range.upperBound)"
    return Codec(
      read: { node, _, reading throws(ScenarioError) in
        guard let text = node.text, let number = WholeNumber(text) else {
          throw reading.mismatch(node, remedy)
        }
        guard let value = Int(exactly: number) else {
          throw ScenarioError(
            at: node.mark, what: "\(reading.path.keyName) is \(text.cited), far out of range",
            remedy: remedy)
        }
        return value
      },
      write: { value, _ in .plain("\(value)") },
      check: { value, path, problems in
        guard !range.contains(value) else { return }
        problems.append(Problem(at: path, what: "\(path.keyName) is \(value)", remedy: remedy))
      })
  }
}

extension Codec where Value == UInt64 {
  /// A seed: any whole number of 64 bits.
  static var seed: Codec {
    Codec(
      read: { node, _, reading throws(ScenarioError) in
        guard let text = node.text, let number = WholeNumber(text),
          let value = UInt64(exactly: number)
        else { throw reading.mismatch(node, "write a whole number from 0 to \(UInt64.max)") }
        return value
      },
      write: { value, _ in .plain("\(value)") })
  }
}

extension Codec where Value == Bool {
  /// Yes or no.
  static var flag: Codec {
    Codec(
      read: { node, _, reading throws(ScenarioError) in
        switch node.text?.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: throw reading.mismatch(node, "write true or false")
        }
      },
      write: { value, _ in .plain(value ? "true" : "false") })
  }
}

extension Codec where Value == String {
  /// A text on one line.
  static func text(atMost limit: Int) -> Codec {
    let remedy = "write a text of 1 to \(limit) printable characters"
    return Codec(
      read: { node, _, reading throws(ScenarioError) in
        guard let text = node.text else { throw reading.mismatch(node, remedy) }
        return text
      },
      write: { text, _ in .text(text) },
      check: { text, path, problems in
        let isShown = !text.unicodeScalars.contains(where: \.isControl)
        guard text.isEmpty || !isShown || text.unicodeScalars.count > limit else { return }
        let what =
          text.isEmpty
          ? "is empty"
          : isShown ? "has \(text.unicodeScalars.count) characters" : "is \(text.cited)"
        problems.append(Problem(at: path, what: "\(path.keyName) \(what)", remedy: remedy))
      })
  }
}

extension Codec
where
  Value: CaseIterable & RawRepresentable & Equatable, Value.RawValue == String,
  Value.AllCases == [Value]
{
  /// One of a few words.
  static var word: Codec {
    let words = Value.allCases.map(\.rawValue)
    return Codec(
      read: { node, _, reading throws(ScenarioError) in
        guard let text = node.text else {
          throw reading.mismatch(node, "write one of \(words.joined(separator: ", "))")
        }
        guard let value = Value(rawValue: text) else {
          throw reading.mismatch(node, Suggestion.remedy(for: text, among: words))
        }
        return value
      },
      write: { value, _ in .plain(value.rawValue) },
      words: words)
  }
}
