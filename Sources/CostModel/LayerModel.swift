import Quantities
import Specification

/// How long one layer takes for a micro-batch, forward and backward.
///
/// Tokens are those of the whole micro-batch; tensor-, context- and expert-parallel dies share them.
struct LayerModel: Sendable {
  let model: Transformer
  let shape: LayerShape
  let kernels: Kernels
  let fabric: Fabric
  let load: ExpertLoad
  let dispatch: Dispatch
  /// What the host issues for a layer.
  let operators: Operators
  /// Bytes of gradients read and written for each weight in each backward pass.
  let gradientBytes: Double
  /// Whether the weights stay as they are, so that only their inputs have gradients (LoRA).
  var freezesWeights = false
  /// Those of the experts, where their weights are narrower.
  var expertKernels: Kernels?

  /// Forward through one layer.
  func forward(tokens: Double, mixture: Bool) -> LayerPass {
    var pass = LayerPass()
    attend(tokens, backward: false, into: &pass)
    feedForward(tokens, mixture: mixture, backward: false, into: &pass)
    issue(mixture: mixture, backward: false, into: &pass)
    return pass
  }

  /// Backward through one layer, nothing made again.
  func backward(tokens: Double, mixture: Bool) -> LayerPass {
    var pass = LayerPass()
    attend(tokens, backward: true, into: &pass)
    feedForward(tokens, mixture: mixture, backward: true, into: &pass)
    issue(mixture: mixture, backward: true, into: &pass)
    return pass
  }

  /// Seconds of a product in a pass; backward there are two, and the weights' gradient is added up.
  private func product(
    _ rows: Double, _ inner: Double, _ columns: Double, count: Double = 1, backward: Bool,
    by own: Kernels? = nil
  ) -> Double {
    let kernels = own ?? kernels
    let launches = kernels.groupsExperts ? 1 : count
    func made(_ rows: Double, _ inner: Double, _ columns: Double) -> Double {
      kernels.product(
        rows: rows, inner: inner, columns: columns, count: count, launches: launches)
    }
    guard backward else { return made(rows, inner, columns) }
    guard !freezesWeights else { return made(rows, columns, inner) }
    // The weights' gradient is added up where it is kept, instead of being written by itself.
    let added = max(0, gradientBytes - 2)
    let gradient = inner * columns * count * added / kernels.memoryRate
    return made(rows, columns, inner) + made(inner, rows, columns) + gradient
  }

  private func attend(_ tokens: Double, backward: Bool, into pass: inout LayerPass) {
    let rows = tokens / Double(shape.context)
    let hidden = Double(model.hidden)
    let tensor = Double(shape.tensor)
    var products = 0.0
    switch model.attention {
    case .grouped(let heads, let keyValueHeads, let dimension):
      let query = Double(heads * dimension) / tensor
      let keys = Double(max(keyValueHeads, shape.tensor) * dimension) / tensor
      products += product(rows, hidden, query + 2 * keys, backward: backward)
      products += product(rows, query, hidden, backward: backward)
    case .latent(let heads, let queryRank, let keyValueRank, let nope, let rope, let value):
      let local = Double(heads) / tensor
      let query = Double(queryRank > 0 ? queryRank : model.hidden)
      if queryRank > 0 { products += product(rows, hidden, query, backward: backward) }
      products += product(rows, query, local * Double(nope + rope), backward: backward)
      products += product(rows, hidden, Double(keyValueRank + rope), backward: backward)
      products += product(
        rows, Double(keyValueRank), local * Double(nope + value), backward: backward)
      products += product(rows, local * Double(value), hidden, backward: backward)
    }
    pass.attention[.products] += products
    attendCore(rows, backward: backward, into: &pass)
    pass.attention[.tensorExchange] += tensorExchange(
      rows, backward: backward, behind: products)
    if let state = model.state {
      // The mean of a layer that attends and of one with a state.
      pass.attention = pass.attention * model.attentionShare
      pass.perPair *= model.attentionShare
      pass.attention += keepState(rows, state, backward: backward) * model.stateShare
    }
    let mixers = model.attentionShare + model.stateShare
    let sweeps = Sweeps.residual(fused: shape.fusesOperators, backward: backward) * (mixers + 1) / 2
    pass.attention[.elementwise] += kernels.streaming(
      sweeps * rows / (shape.splitsSequence ? tensor : 1) * hidden * 2, launches: backward ? 9 : 6)
  }

  /// Seconds of a layer that keeps a state: projections, and the scan chunk by chunk.
  private func keepState(_ rows: Double, _ state: StateMixers, backward: Bool) -> Breakdown {
    var sum = Breakdown()
    let hidden = Double(model.hidden)
    let tensor = Double(shape.tensor)
    let width = Double(state.width) / tensor
    let products =
      product(rows, hidden, Double(state.projected) / tensor, backward: backward)
      + product(rows, width, hidden, backward: backward)
    sum[.products] = products
    sum[.tensorExchange] = tensorExchange(rows, backward: backward, behind: products)
    // Backward makes the states once more and then twice as much as forward.
    let passes = backward ? 3.0 : 1
    let scan = Scan(state)
    sum[.attention] = passes * rows * scan.work / tensor / kernels.firstAttentionRate
    sum[.elementwise] = kernels.streaming(
      passes * rows * scan.bytes / tensor, launches: passes * Scan.launches)
    if shape.context > 1 {
      // Heads instead of tokens are divided while states are made.
      let numbers = Double(state.projected + state.width) / tensor
      sum[.contextExchange] = fabric.allToAll(
        rows * numbers * shape.activationBytes, shape.contextGroup)
    }
    return sum
  }

  /// Seconds that gathers and scatters of the hidden state add to a half of a layer.
  ///
  /// With sequence parallelism one gathers before and scatters after, and backward gathers the input
  /// once more; without, one all-reduce is as much as both. In pieces behind the products, one piece
  /// stays bare, and what the products are too short for. Gathers in a ring go by copy engines; scatters,
  /// and what backward moves in bulk, by kernels that share the die.
  private func tensorExchange(
    _ rows: Double, backward: Bool, behind products: Double
  ) -> Double {
    let one = fabric.allGather(
      rows * Double(model.hidden) * shape.activationBytes, shape.tensorGroup)
    let all = one * (backward && shape.splitsSequence ? 3 : 2)
    guard shape.overlapsTensorExchange else { return all }
    let piece = all / Double(shape.tensor)
    let outside = max(piece, all - products)
    let byKernels = backward ? 2.0 / 3 : 1.0 / 2
    return outside + kernels.collectiveShare * byKernels * (all - outside)
  }

  private func attendCore(_ rows: Double, backward: Bool, into pass: inout LayerPass) {
    let share = 1 / Double(shape.tensor * shape.context)
    let width = Double(model.attention.heads * model.attention.coreWidth)
    // Causal: half of the pairs, two operations each. Backward makes five products of forward's two.
    let work = width * share * (backward ? 2.5 : 1)
    switch shape.attentionKernel {
    case .fused:
      pass.perPair =
        work / (backward ? kernels.attentionBackwardRate : kernels.attentionRate)
    case .flash1:
      pass.perPair = work / kernels.firstAttentionRate
    case .unfused:
      // Scores and weights go through memory: written, masked and normalised, read again.
      let sweeps = backward ? 8.0 : 6.0
      pass.perPair =
        2 * work * (backward ? 0.8 : 1) / kernels.productRate
        + sweeps * 2 * Double(model.attention.heads) * share / kernels.memoryRate
    }
    if shape.context > 1 {
      let numbers = Double(model.attention.cachedNumbers)
      pass.attention[.contextExchange] +=
        (backward ? 2 : 1)
        * fabric.allGather(
          rows * Double(shape.context) * numbers / Double(shape.tensor) * shape.activationBytes,
          shape.contextGroup)
    }
  }

  private func feedForward(
    _ tokens: Double, mixture: Bool, backward: Bool, into pass: inout LayerPass
  ) {
    let rows = tokens / Double(shape.context)
    let hidden = Double(model.hidden)
    let tensor = Double(shape.tensor)
    let gates = Double(model.feedForwardMatrices - 1)
    func dense(_ width: Double) {
      let products =
        product(rows, hidden, gates * width / tensor, backward: backward)
        + product(rows, width / tensor, hidden, backward: backward)
      pass.block[.products] += products
      pass.block[.elementwise] += kernels.streaming(
        Sweeps.activation(fused: shape.fusesOperators, backward: backward)
          * rows * width / tensor * 2)
      pass.block[.tensorExchange] += tensorExchange(
        rows, backward: backward, behind: products)
    }
    guard mixture, let experts = model.experts else {
      dense(Double(model.denseIntermediate))
      return
    }
    if experts.shared > 0 { dense(Double(experts.shared * experts.intermediate)) }
    mix(tokens, experts, backward: backward, into: &pass)
  }

  private func mix(
    _ tokens: Double, _ experts: Experts, backward: Bool, into pass: inout LayerPass
  ) {
    let hidden = Double(experts.width(hidden: model.hidden))
    let sharing = Double(shape.expertTensor)
    let rows = tokens / Double(shape.context * shape.tensor) * sharing
    let routed = rows * Double(experts.active)
    let local = load.expertsPerRank
    let width = Double(experts.intermediate) / sharing
    let gates = Double(model.feedForwardMatrices - 1)
    let perExpert = routed / local
    func grouped(_ rows: Double) -> Double {
      product(rows, hidden, gates * width, count: local, backward: backward, by: expertKernels)
        + product(rows, width, hidden, count: local, backward: backward, by: expertKernels)
    }
    let even = grouped(perExpert)
    let factor = load.slowest(assignments: routed * Double(load.ranks))
    pass.block[.products] +=
      even + product(rows, Double(model.hidden), Double(experts.routed), backward: backward)
    if experts.latent > 0 {
      pass.block[.products] +=
        product(rows, Double(model.hidden), hidden, backward: backward)
        + product(rows, hidden, Double(model.hidden), backward: backward)
    }
    let sweeps = Sweeps.routing(fused: shape.fusesOperators, backward: backward)
    let activation = Sweeps.activation(fused: shape.fusesOperators, backward: backward)
    let moved = kernels.streaming(
      routed * (sweeps * hidden + activation * width) * 2, launches: backward ? 30 : 20)
    let sent =
      exchange(rows: rows, experts, bytes: shape.dispatchBytes)
      + exchange(rows: rows, experts, bytes: shape.activationBytes)
    pass.block[.elementwise] += moved
    pass.block[.expertExchange] += sent
    if shape.expertTensor > 1 {
      pass.block[.tensorExchange] += tensorExchange(rows, backward: backward, behind: even)
    }
    // The busiest rank also receives, sorts and returns that many more.
    pass.block[.hotExperts] +=
      grouped(perExpert * factor) - even + (moved + sent) * (factor - 1)
  }

  /// Seconds of a dispatch or a combine, of so many bytes a number.
  func exchange(rows: Double, _ experts: Experts, bytes: Double) -> Double {
    let bytes = rows * Double(experts.width(hidden: model.hidden)) * bytes
    let active = Double(experts.active)
    let group = shape.expertGroup
    guard group.count > 1 else { return 0 }
    switch shape.exchange {
    case .flat:
      return fabric.allToAll(bytes * active, group)
    case .hierarchical:
      let inside = fabric.members(group, within: fabric.server)
      let servers = Double(group.count) / inside
      guard servers > 1 else { return fabric.allToAll(bytes * active, group) }
      // A token crosses once to each server that has one of its experts, and spreads inside while the
      // next ones cross: the slower of the two sets the pace.
      let reached = servers * experts.reach(servers: servers)
      let between = RankGroup(count: Int(servers), stride: group.stride * Int(inside))
      let within = RankGroup(count: Int(inside), stride: group.stride)
      return max(fabric.allToAll(bytes * reached, between), fabric.allToAll(bytes * active, within))
        + fabric.launch
    }
  }

  private func issue(mixture: Bool, backward: Bool, into pass: inout LayerPass) {
    let attention = operators.attention
    let block = mixture ? operators.mixture : operators.dense
    let each = kernels.dispatch * (backward ? Calibration.backwardDispatch.value : 1)
    switch dispatch {
    case .eager:
      pass.attentionDispatch = attention * each
      pass.blockDispatch = block * each
      // Backward the counts are known already.
      pass.synchronises = mixture && shape.expert > 1 && !backward
    case .coordinated:
      pass.attentionDispatch = attention * each
      pass.blockDispatch = block * each
    case .graph:
      break
    }
  }
}
