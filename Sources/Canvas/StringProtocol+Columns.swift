extension StringProtocol {
  /// How many columns of a terminal the text takes.
  ///
  /// Wide characters count two, combining marks none, control characters one, since they are shown
  /// as pictures.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  public var columns: Int {
    var total = 0
    for scalar in unicodeScalars {
      total += scalar.value < 0x7F ? 1 : Glyph(scalar: scalar)?.columns ?? 0
    }
    return total
  }
}
