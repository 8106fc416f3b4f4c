import Canvas

extension String {
  /// The text without spaces at its ends.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { $0 != " " }),
      let last = scalars.lastIndex(where: { $0 != " " })
    else { return "" }
    return String(scalars[first...last])
  }

  /// The text moved right to fill a width.
  func padding(to width: Int) -> String { Figure.padded(self, width) }

  /// The text with spaces after it to fill a width.
  func leading(_ width: Int) -> String {
    let missing = width - columns
    return missing > 0 ? self + String(repeating: " ", count: missing) : self
  }
}
