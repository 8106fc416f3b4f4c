import Specification

/// How one layer is spread over the dies that work on it.
struct LayerShape: Sendable {
  var tensor: Int
  var context: Int
  var expert: Int
  /// Dies between the members of the expert group; 1 where it extends the tensor group.
  var exchange: ExpertExchange
  /// Bytes of one activation that is sent.
  var activationBytes: Double
  /// The same on its way to experts.
  var dispatchBytes: Double
  var fusesOperators: Bool
  var attentionKernel: AttentionKernel
  var overlapsTensorExchange: Bool
  /// Whether element-wise work is spread over tensor ranks.
  var splitsSequence: Bool
  /// Tensor ranks that share each expert, as they share dense blocks; 1 where experts are whole.
  var expertTensor = 1

  var tensorGroup: RankGroup { RankGroup(count: tensor, stride: 1) }
  var contextGroup: RankGroup { RankGroup(count: context, stride: tensor) }
  var expertGroup: RankGroup { RankGroup(count: expert, stride: 1) }
}

/// Seconds of one pass through one layer, before attention's core is added.
///
/// A layer falls into two halves, attention and feed-forward block. Where a mixture of experts is
/// issued eagerly, the host must read the routing's counts between them, so that it cannot run ahead:
/// each half then takes the longer of the die's and the host's time.
struct LayerPass: Sendable {
  var attention = Breakdown()
  var block = Breakdown()
  /// Seconds of attention's core for each pair of tokens.
  var perPair = 0.0
  var attentionDispatch = 0.0
  var blockDispatch = 0.0
  /// Whether the host waits for the die between the halves.
  var synchronises = false

  /// Seconds in all.
  func seconds(pairs: Double) -> Double {
    let first = attention.total + perPair * pairs
    let second = block.total
    return synchronises
      ? max(first, attentionDispatch) + max(second, blockDispatch)
      : max(first + second, attentionDispatch + blockDispatch)
  }

  /// Seconds in all, by activity.
  func breakdown(pairs: Double) -> Breakdown {
    var sum = attention + block
    sum[.attention] += perPair * pairs
    sum[.dispatch] += max(0, seconds(pairs: pairs) - sum.total)
    return sum
  }
}

/// A layer's pass with its sums taken, for the many micro-batches that are alike.
struct SummedPass: Sendable {
  let pass: LayerPass
  let times: PassTimes
  /// Seconds in the exchange between experts.
  let exchange: Double
  /// Seconds in products of attention's half.
  let attentionProducts: Double
  /// Seconds in products of the block.
  let blockProducts: Double

  init(_ pass: LayerPass) {
    self.pass = pass
    times = PassTimes(pass)
    exchange = pass.block[.expertExchange]
    attentionProducts = pass.attention[.products]
    blockProducts = pass.block[.products]
  }
}

/// The sums of a layer's pass that its duration depends on.
struct PassTimes: Sendable {
  private let attention: Double
  private let block: Double
  private let perPair: Double
  private let attentionDispatch: Double
  private let blockDispatch: Double
  private let synchronises: Bool

  init(_ pass: LayerPass) {
    attention = pass.attention.total
    block = pass.block.total
    perPair = pass.perPair
    attentionDispatch = pass.attentionDispatch
    blockDispatch = pass.blockDispatch
    synchronises = pass.synchronises
  }

  /// Seconds in all, with the feed-forward block of `other`'s size; what `LayerPass` says.
  func seconds(pairs: Double, block other: PassTimes) -> Double {
    let first = attention + perPair * pairs
    let block = other.block
    return synchronises
      ? max(first, attentionDispatch) + max(block, blockDispatch)
      : max(first + block, attentionDispatch + blockDispatch)
  }
}
