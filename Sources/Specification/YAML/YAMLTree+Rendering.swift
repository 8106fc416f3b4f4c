extension YAMLTree {
  /// The longest line that is written, where words allow.
  fileprivate static let width = 98
  /// The column where comments begin, counted from the block's indent, at the latest.
  private static let noteColumn = 44

  /// Writes the keys and values of a block.
  ///
  /// The same tree gives the same text, always. A comment that was made once on a key is not made again.
  func rendered() -> String {
    guard case .block(let entries) = self else { return inline(inFlow: false) + "\n" }
    var lines: [String] = []
    var told: Set<YAMLLine> = []
    Self.write(entries, indent: 0, told: &told, into: &lines)
    return lines.map { $0 + "\n" }.joined()
  }

  /// Writes the lines of a block, comments below each other.
  private static func write(
    _ entries: [YAMLLine], indent: Int, told: inout Set<YAMLLine>, into lines: inout [String]
  ) {
    let margin = String(repeating: " ", count: indent)
    let entries = entries.map { entry in
      var entry = entry
      let comment = YAMLLine(key: entry.key, value: .plain(""), note: entry.note)
      if !told.insert(comment).inserted { entry.note = "" }
      return entry
    }
    let widths = entries.compactMap { entry -> Int? in
      guard !entry.note.isEmpty, entry.fits(indent: indent) else { return nil }
      let width = entry.key.count + entry.value.inline(inFlow: false).count + 2
      return width <= noteColumn ? width : nil
    }
    let column = widths.max() ?? 0
    for entry in entries {
      if entry.isApart { lines.append("") }
      let head = "\(margin)\(entry.key):"
      let note = entry.note.isEmpty ? "" : "  # \(entry.note)"
      if entry.fits(indent: indent) {
        let value = entry.value.inline(inFlow: false)
        let gap = note.isEmpty ? 0 : max(0, column - entry.key.count - value.count - 2)
        lines.append("\(head) \(value)\(String(repeating: " ", count: gap))\(note)")
        continue
      }
      switch entry.value {
      case .block(let inner), .flow(let inner):
        lines.append(head + note)
        write(inner, indent: indent + 2, told: &told, into: &lines)
      case .items(let items):
        lines.append(head + note)
        lines += items.map { "\(margin)  - \($0.inline(inFlow: false))" }
      case .list(let items):
        lines.append("\(head) [\(note)")
        lines += wrapped(items.map { $0.inline(inFlow: true) + "," }, indent: indent + 2)
        lines.append("\(margin)]")
      case .text(let text):
        lines.append("\(head) >-\(note)")
        lines += wrapped(text.split(separator: " ").map(String.init), indent: indent + 2)
      case .plain(let word):
        lines.append("\(head) \(word)\(note)")
      }
    }
  }

  /// Fills lines with words.
  private static func wrapped(_ words: [String], indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    var count = 0
    for word in words {
      let length = word.count
      if count > 0, indent + count + 1 + length > width {
        lines.append(margin + line)
        (line, count) = ("", 0)
      }
      line += count == 0 ? word : " \(word)"
      count += length + (count == 0 ? 0 : 1)
    }
    return count == 0 ? lines : lines + [margin + line]
  }

  /// The value on one line, within braces or brackets or not.
  fileprivate func inline(inFlow: Bool) -> String {
    switch self {
    case .plain(let word): word
    case .text(let text): text.isPlainYAML(inFlow: inFlow) ? text : text.doubleQuoted
    case .list(let items), .items(let items):
      "[\(items.map { $0.inline(inFlow: true) }.joined(separator: ", "))]"
    case .block(let entries), .flow(let entries):
      "{\(entries.map { "\($0.key): \($0.value.inline(inFlow: true))" }.joined(separator: ", "))}"
    }
  }
}

extension YAMLLine {
  /// Whether key and value should stand on one line.
  ///
  /// Braces within braces do not, nor what is too long and can be broken.
  fileprivate func fits(indent: Int) -> Bool {
    let isShort = indent + key.count + 2 + value.inline(inFlow: false).count <= YAMLTree.width
    switch value {
    case .plain: return true
    case .text(let text): return isShort || !text.canFold
    case .list(let items): return isShort || items.isEmpty
    case .items(let items): return items.isEmpty
    case .block(let entries): return entries.isEmpty
    case .flow(let entries):
      return isShort
        && !entries.contains { entry in
          if case .flow = entry.value { true } else { false }
        }
    }
  }
}

extension String {
  /// Whether the text can stand as a YAML scalar without quotes.
  ///
  /// Words of letters, digits, spaces and harmless signs can, that begin with a letter and are no word
  /// of YAML's own.
  fileprivate func isPlainYAML(inFlow: Bool) -> Bool {
    let reserved = ["none", "null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    guard let first = unicodeScalars.first, first.isASCII, first.properties.isAlphabetic,
      last != " ", !contains("  "), !reserved.contains(lowercased())
    else { return false }
    let signs = (inFlow ? " _-.+/()=%;×·é–η" : " _-.+/()=%;×·é–η,'").unicodeScalars
    return unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || signs.contains(scalar)
    }
  }

  /// The text in double quotes.
  fileprivate var doubleQuoted: String {
    var quoted = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.isYAMLPrintable: quoted.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        let zeros = String(repeating: "0", count: 8 - digits.count)
        quoted += "\\U\(zeros)\(digits)"
      }
    }
    return quoted + "\""
  }

  /// Whether the text can be folded over lines and read back unchanged.
  ///
  /// Words of printable scalars, one space between two.
  fileprivate var canFold: Bool {
    !isEmpty && first != " " && last != " " && !contains("  ")
      && unicodeScalars.allSatisfy(\.isYAMLPrintable)
  }
}

extension Unicode.Scalar {
  /// Whether YAML lets the scalar stand as it is, and no terminal or editor is led astray by it.
  fileprivate var isYAMLPrintable: Bool {
    guard !isControl else { return false }
    switch value {
    case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD: return true
    case 0x10000...0x10FFFF: return value & 0xFFFE != 0xFFFE
    default: return false
    }
  }
}
