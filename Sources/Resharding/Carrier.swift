import Specification

/// Carries a transfer plan out on real memories, message by message.
struct Carrier {
  let plan: TransferPlan
  let from: ShardedWeights
  private(set) var to: ShardedWeights
  /// The largest message that was made, in bytes.
  private(set) var largestMessage = 0
  /// Numbers written, each time counted.
  private(set) var written = 0
  private var unscaled: [Unscaled] = []
  private let bucket: Int
  private var sources: StorageTable
  private var targets: StorageTable
  /// The rank of each die in either layout; -1 where it has none.
  private let ranks: (from: [Int], to: [Int])

  init(_ plan: TransferPlan, from: ShardedWeights, bucket: Int) {
    self.plan = plan
    self.from = from
    self.bucket = bucket
    to = ShardedWeights(empty: plan.target, plan.catalogue)
    sources = StorageTable(plan.source, plan.catalogue)
    targets = StorageTable(plan.target, plan.catalogue)
    ranks = (
      plan.source.rankOfDie(count: plan.traffic.dies),
      plan.target.rankOfDie(count: plan.traffic.dies)
    )
  }

  /// Moves every tensor of a move, in pieces of at most a bucket.
  mutating func carry(_ move: TransferPlan.Move) {
    let bundle = plan.bundles[Int(move.bundle)]
    for index in bundle.tensors {
      let tensor = plan.catalogue.tensors[index]
      let part = tensor.unitElements / bundle.scale
      let format = tensor.wireFormat(
        from: plan.source.precision, to: plan.target.precision, inShards: bundle.scale > 1)
      let size = NumberFormat.size(format)
      // Codes travel with their scale, so in whole units.
      let grain = size == 1 ? tensor.unitElements : 1
      let most = max(grain, bucket / size / grain * grain)
      var number = move.parts.lowerBound * part
      let end = move.parts.upperBound * part
      while number < end {
        let count = min(most, end - number)
        carry(index, number..<number + count, move, format)
        number += count
      }
    }
  }

  /// Moves consecutive numbers of one tensor: packed at the source, unpacked at the target.
  private mutating func carry(
    _ index: Int, _ numbers: Range<Int>, _ move: TransferPlan.Move, _ format: Precision
  ) {
    let (sender, receiver) = (Int(move.from), Int(move.to))
    let source = sources.storage(of: index, rank: ranks.from[sender], plan.catalogue)
    let target = targets.storage(of: index, rank: ranks.to[receiver], plan.catalogue)
    let tensor = plan.catalogue.tensors[index]
    guard let buffer = from.memory[sender][source.buffer] else {
      preconditionFailure("die \(sender) holds nothing of \(tensor.name)")
    }
    let message = Message(
      reading: numbers, of: tensor, from: buffer, source,
      member: sources.members[index].firstIndex(of: index) ?? 0,
      kept: tensor.precision(in: plan.source.precision), sent: format)
    largestMessage = max(largestMessage, message.bytes.count)
    written += numbers.count
    let kept = tensor.precision(in: plan.target.precision)
    if kept.bytes == 1, format != kept {
      message.write(to: &unscaled, die: receiver, tensor: index, of: tensor.elements)
      return
    }
    write(message, of: index, to: receiver, target)
  }

  private mutating func write(_ message: Message, of index: Int, to die: Int, _ storage: Storage) {
    let tensor = plan.catalogue.tensors[index]
    guard var taken = to.memory[die][storage.buffer] else {
      preconditionFailure("die \(die) has no room for \(tensor.name)")
    }
    // Taken out while it is written, so that it is not copied.
    to.memory[die][storage.buffer] = nil
    message.write(
      to: &taken, storage, member: targets.members[index].firstIndex(of: index) ?? 0,
      kept: tensor.precision(in: plan.target.precision))
    to.memory[die][storage.buffer] = taken
  }

  /// Quantises what arrived in shards, now that every unit is whole.
  mutating func finish() {
    for arrived in unscaled {
      let tensor = plan.catalogue.tensors[arrived.tensor]
      let target = targets.storage(
        of: arrived.tensor, rank: ranks.to[arrived.die], plan.catalogue)
      for units in target.ranges where !units.isEmpty {
        let first = units.lowerBound * tensor.unitElements
        let numbers = arrived.numbers[first..<units.upperBound * tensor.unitElements]
        write(
          Message(carrying: Array(numbers), from: first, of: tensor), of: arrived.tensor,
          to: arrived.die, target)
      }
    }
  }
}

extension TransferPlan {
  /// What carrying a plan out came to.
  public struct Delivery: Sendable {
    /// The weights in the target layout.
    public let weights: ShardedWeights
    /// The largest message that was made, in bytes: the extra memory at either end.
    public let largestMessage: Int
    /// Numbers written, over all dies; each place of each die once.
    public let written: Int
  }

  /// Carries the plan out on real weights.
  ///
  /// - Parameters:
  ///   - weights: the weights in the source layout.
  ///   - bucket: the most bytes in one message, scales apart.
  /// - Returns: the weights in the target layout, and what it took.
  /// - Precondition: the weights lie in the plan's source layout, and the target layout does not keep
  ///   shards in 8 bits, whose scales no die could reckon.
  public func carryOut(_ weights: ShardedWeights, bucket: Int) -> Delivery {
    precondition(weights.layout == source, "the weights lie in \(weights.layout.name)")
    precondition(
      !target.shardsCopies || target.precision.bytes > 1, "\(target.name) keeps shards in 8 bits")
    var carrier = Carrier(self, from: weights, bucket: bucket)
    for move in moves { carrier.carry(move) }
    carrier.finish()
    return Delivery(
      weights: carrier.to, largestMessage: carrier.largestMessage, written: carrier.written)
  }
}
