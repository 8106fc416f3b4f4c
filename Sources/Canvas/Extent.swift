/// How much of a row or a column of panels one panel asks for.
public enum Extent: Hashable, Sendable {
  /// Exactly as many cells, as long as there are any left.
  case fixed(Int)
  /// A fraction of the whole, rounded.
  case fraction(Double)
  /// A share of what the others leave, by weight, but at least `atLeast` cells if there is room.
  case share(Int = 1, atLeast: Int = 0)
}
