/// How tensor and expert parallelism divide a tensor.
///
/// The divided axis is counted in units that are never cut: a head, a column of a feed-forward block, a
/// row of the vocabulary. Every slice of every layout is a range of units.
public enum Division: Hashable, Sendable {
  /// Repeated on every tensor rank: norms, the router, MLA's projections into the latent.
  case whole
  /// By attention heads, so many.
  case heads(Int)
  /// By key-value heads, so many; repeated where there are more ranks than heads.
  case keyValueHeads(Int)
  /// By the inner width of a feed-forward block.
  case width(Int)
  /// By the inner width of the shared experts' block, beside so many routed experts; whole where shared
  /// experts have slots among those.
  case shared(width: Int, routed: Int)
  /// By rows of the vocabulary.
  case vocabulary(Int)
  /// By whole experts, each so wide inside; by the width where there is no expert parallelism.
  case experts(count: Int, width: Int)

  /// Units on the divided axis.
  public var units: Int {
    switch self {
    case .whole: 1
    case .heads(let count), .keyValueHeads(let count), .width(let count), .shared(let count, _),
      .vocabulary(let count):
      count
    case .experts(let count, let width): count * width
    }
  }

  /// Whether routed experts are divided.
  public var isOfExperts: Bool {
    if case .experts = self { true } else { false }
  }

  /// A range of units in words, as in "experts 8 to 11".
  func words(for units: Range<Int>) -> String {
    func range(_ noun: String, _ first: Int, _ last: Int) -> String {
      first == last ? "\(noun) \(first)" : "\(noun)s \(first) to \(last)"
    }
    let last = units.upperBound - 1
    return switch self {
    case .whole: "anything"
    case .heads: range("head", units.lowerBound, last)
    case .keyValueHeads: range("key-value head", units.lowerBound, last)
    case .width, .shared: range("column", units.lowerBound, last)
    case .vocabulary: range("row", units.lowerBound, last)
    case .experts(_, let width): range("expert", units.lowerBound / width, last / width)
    }
  }
}
