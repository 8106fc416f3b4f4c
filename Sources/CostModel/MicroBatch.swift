/// Sequences that pass through the model together.
public struct MicroBatch: Hashable, Sendable {
  /// Tokens of all of them.
  public var tokens: Int
  /// The squares of their lengths, added up: attention works on pairs within a sequence.
  public var pairs: Double

  /// Makes a micro-batch without sequences.
  public init() {
    tokens = 0
    pairs = 0
  }

  /// Makes a micro-batch of so many sequences of one length.
  public init(tokens: Int, sequences: Int = 1) {
    self.tokens = tokens
    pairs = Double(tokens) * Double(tokens) / Double(max(1, sequences))
  }

  /// Adds a sequence.
  public mutating func add(_ length: Int) {
    tokens += length
    pairs += Double(length) * Double(length)
  }
}
