import Quantities

/// An accelerator card as its data sheet has it, one die at a time.
///
/// A framework rank is a die. A card of one die has no die-to-die link.
public struct Chip: Hashable, Sendable {
  /// The name, as in "Ascend 910C".
  public var name: String
  /// How many dies a card holds; each is a rank of its own.
  public var diesPerCard: Int
  /// Dense BF16 matrix (cube, tensor-core) peak of a die.
  public var matrix: ComputeRate
  /// Dense 8-bit matrix peak of a die: INT8 or FP8, whichever it has; `nil` where it has neither.
  public var matrix8Bit: ComputeRate?
  /// Vector (element-wise) peak of a die in BF16.
  public var vector: ComputeRate
  /// High-bandwidth memory of a die.
  public var memory: Bytes
  /// Peak bandwidth of a die's memory.
  public var memoryBandwidth: Bandwidth
  /// What one whole card draws, idle and at full load, in watts; `nil` where nothing is published.
  public var power: PowerRange?
  /// Where the figures come from.
  public var source: Source

  /// Makes a chip from the figures of its data sheet.
  public init(
    name: String, diesPerCard: Int, matrix: ComputeRate, matrix8Bit: ComputeRate?,
    vector: ComputeRate, memory: Bytes, memoryBandwidth: Bandwidth, power: PowerRange?,
    source: Source
  ) {
    self.name = name
    self.diesPerCard = diesPerCard
    self.matrix = matrix
    self.matrix8Bit = matrix8Bit
    self.vector = vector
    self.memory = memory
    self.memoryBandwidth = memoryBandwidth
    self.power = power
    self.source = source
  }
}
