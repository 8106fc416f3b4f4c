extension Glyph: ExpressibleByExtendedGraphemeClusterLiteral {
  /// Makes the glyph that a literal shows.
  public init(extendedGraphemeClusterLiteral character: Character) {
    self.init(character)
  }
}
