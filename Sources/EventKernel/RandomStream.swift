/// An endless sequence of random numbers, named by a seed, a purpose and an index.
///
/// The number at a position is a function of these four alone. A stream therefore starts anywhere
/// at no cost, two consumers never take numbers from one another, and a new consumer shifts
/// nobody's luck: a what-if meets the same prompts and the same faults as the run it is compared
/// with. There is no hidden generator that all would share.
///
///     var lengths = RandomStream(seed: seed, purpose: .lengths, index: prompt)
///     let length = distribution.value(at: lengths.normal())
public struct RandomStream: Hashable, Sendable {
  /// The position of the next number.
  public private(set) var position: UInt64 = 0
  private let key: UInt64
  private let index: UInt64

  /// Makes the stream of a purpose and an index at its start.
  ///
  /// - Precondition: `index` is not negative.
  public init(seed: UInt64, purpose: Purpose, index: Int = 0) {
    precondition(index >= 0, "a stream's index cannot be \(index)")
    key = Philox.block(counter: (seed, purpose.key), key: 0).second
    self.index = UInt64(index)
  }

  private init(key: UInt64, index: UInt64) {
    self.key = key
    self.index = index
  }

  /// Returns one of a family of streams that belong to this one, at its start.
  ///
  /// It does not depend on how far this stream has been read. For indices of several parts, such
  /// as a step and a prompt.
  ///
  /// - Precondition: `index` is not negative.
  public func substream(_ index: Int) -> RandomStream {
    precondition(index >= 0, "a stream's index cannot be \(index)")
    // Numbers are the first words of blocks, keys the second words, so the two share nothing.
    let newKey = Philox.block(counter: (UInt64(index), self.index), key: key).second
    return RandomStream(key: newKey, index: 0)
  }

  /// Returns the next 64 random bits.
  public mutating func next() -> UInt64 {
    let block = Philox.block(counter: (position, index), key: key)
    position += 1
    return block.first
  }

  /// Passes over some numbers, at no cost.
  public mutating func skip(_ count: UInt64) { position += count }
}
