extension String {
  /// The text with every control character shown as an escape, so that it stays on one line and
  /// commands no terminal.
  var onOneLine: String {
    guard unicodeScalars.contains(where: \.isControl) else { return self }
    var shown = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": shown += "\\n"
      case "\r": shown += "\\r"
      case "\t": shown += "\\t"
      case _ where scalar.isControl: shown += "\\u{\(String(scalar.value, radix: 16))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// The text in single quotes, cut where it is long: how errors cite what the user wrote.
  var cited: String {
    let limit = 48
    let head = unicodeScalars.prefix(limit + 1)
    return head.count <= limit ? "'\(self)'" : "'\(String(head.prefix(limit)))…'"
  }
}

extension Unicode.Scalar {
  /// Tells whether the scalar controls a terminal or a line instead of being drawn.
  ///
  /// C0, DEL, C1, the line and paragraph separators, marks of direction and the byte-order mark.
  var isControl: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x200E...0x200F, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
