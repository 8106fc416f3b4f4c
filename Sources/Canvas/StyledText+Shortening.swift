extension StyledText {
  /// Leaves out what does not fit whole.
  ///
  /// A line of facts with something between them loses facts from its end, not letters.
  ///
  /// - Parameters:
  ///   - columns: how many columns there are.
  ///   - separator: what stands between two facts.
  /// - Returns: the line up to the last separator by which it fits; all of it where the first fact is
  ///   too long.
  public func shortened(to columns: Int, at separator: String = " · ") -> StyledText {
    guard self.columns > columns else { return self }
    let whole = spans.map(\.text).joined()
    var kept: Substring?
    var start = whole.startIndex
    while let place = whole.range(of: separator, from: start) {
      guard whole[..<place.lowerBound].columns <= columns else { break }
      kept = whole[..<place.lowerBound]
      start = place.upperBound
    }
    guard let kept, !kept.isEmpty else { return self }
    return prefix(scalars: kept.unicodeScalars.count)
  }

  /// The first scalars of the line.
  private func prefix(scalars count: Int) -> StyledText {
    var left = count
    var line = StyledText()
    for span in spans where left > 0 {
      let scalars = span.text.unicodeScalars.prefix(left)
      line.append(String(scalars), span.style)
      left -= scalars.count
    }
    return line
  }
}

extension String {
  /// Where a word next stands from a place on.
  fileprivate func range(of word: String, from start: Index) -> Range<Index>? {
    guard !word.isEmpty else { return nil }
    var place = start
    while place < endIndex {
      if self[place...].hasPrefix(word) {
        return place..<index(place, offsetBy: word.count)
      }
      place = index(after: place)
    }
    return nil
  }
}
