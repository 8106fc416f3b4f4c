/// Where a figure comes from: what stands behind every number that Tandem shows.
public struct Source: Hashable, Sendable, Codable {
  /// How well a figure is founded.
  public enum Standing: String, Hashable, Sendable, Codable, CaseIterable {
    /// Read in the primary source: a data sheet, a paper, a repository.
    case primary
    /// Several secondary sources agree.
    case secondary
    /// Reckoned from primary figures; the text shows how.
    case derived
    /// Taken for granted without a source; shown as such.
    case assumed
  }

  /// The publication, with the table or section the figure stands in.
  public var text: String
  /// How well the figure is founded.
  public var standing: Standing

  /// Names a source.
  public init(_ text: String, _ standing: Standing = .primary) {
    self.text = text
    self.standing = standing
  }
}
