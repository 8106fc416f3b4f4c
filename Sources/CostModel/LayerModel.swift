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
  /// Bytes of gradients read and written for each weight in each backward pass.
  let gradientBytes: Double

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
    _ rows: Double, _ inner: Double, _ columns: Double, count: Double = 1, backward: Bool
  ) -> Double {
    guard backward else {
      return kernels.product(rows: rows, inner: inner, columns: columns, count: count)
    }
    let gradient = inner * columns * count * gradientBytes / kernels.memoryRate
    return kernels.product(rows: rows, inner: columns, columns: inner, count: count)
      + kernels.product(rows: inner, inner: rows, columns: columns, count: count) + gradient
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
    let sweeps = (shape.fusesOperators ? 8.0 : 14.0) * (backward ? 1.5 : 1)
    pass.attention[.elementwise] += kernels.streaming(
      sweeps * rows / tensor * hidden * 2, launches: backward ? 9 : 6)
    // With sequence parallelism: gather before, scatter after; backward gathers the input once more.
    pass.attention[.tensorExchange] +=
      (backward ? 3 : 2)
      * fabric.allGather(rows * hidden * shape.activationBytes, shape.tensorGroup)
  }

  private func attendCore(_ rows: Double, backward: Bool, into pass: inout LayerPass) {
    let share = 1 / Double(shape.tensor * shape.context)
    let width = Double(model.attention.heads * model.attention.coreWidth)
    // Causal: half of the pairs, two operations each. Backward makes five products of forward's two.
    let work = width * share * (backward ? 2.5 : 1)
    pass.perPair = work / kernels.attentionRate
    if !shape.fusesAttention {
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
    let exchange =
      (backward ? 3 : 2)
      * fabric.allGather(rows * hidden * shape.activationBytes, shape.tensorGroup)
    func dense(_ width: Double) {
      pass.block[.products] +=
        product(rows, hidden, gates * width / tensor, backward: backward)
        + product(rows, width / tensor, hidden, backward: backward)
      pass.block[.elementwise] += kernels.streaming(
        (shape.fusesOperators ? 3.0 : 5.0) * (backward ? 1.5 : 1) * rows * width / tensor * 2)
    }
    guard mixture, let experts = model.experts else {
      dense(Double(model.denseIntermediate))
      pass.block[.tensorExchange] += exchange
      return
    }
    if experts.shared > 0 {
      dense(Double(experts.shared * experts.intermediate))
      pass.block[.tensorExchange] += exchange
    }
    mix(tokens, experts, backward: backward, into: &pass)
  }

  private func mix(
    _ tokens: Double, _ experts: Experts, backward: Bool, into pass: inout LayerPass
  ) {
    let hidden = Double(model.hidden)
    let rows = tokens / Double(shape.context * shape.tensor)
    let routed = rows * Double(experts.active)
    let local = load.expertsPerRank
    let width = Double(experts.intermediate)
    let gates = Double(model.feedForwardMatrices - 1)
    let perExpert = routed / local
    func grouped(_ rows: Double) -> Double {
      product(rows, hidden, gates * width, count: local, backward: backward)
        + product(rows, width, hidden, count: local, backward: backward)
    }
    let even = grouped(perExpert)
    let factor = load.slowest(assignments: routed * Double(load.ranks))
    pass.block[.products] +=
      even + product(rows, hidden, Double(experts.routed), backward: backward)
    pass.block[.hotExperts] += grouped(perExpert * factor) - even
    let sweeps = (shape.fusesOperators ? 6.0 : 12.0) * (backward ? 1.5 : 1)
    pass.block[.elementwise] += kernels.streaming(
      routed * (sweeps * hidden + 3 * width) * 2, launches: backward ? 30 : 20)
    pass.block[.expertExchange] += 2 * exchange(rows: rows, active: Double(experts.active))
  }

  /// Seconds of a dispatch or a combine.
  func exchange(rows: Double, active: Double) -> Double {
    let bytes = rows * Double(model.hidden) * shape.activationBytes
    let group = shape.expertGroup
    guard group.count > 1 else { return 0 }
    switch shape.exchange {
    case .flat:
      return fabric.allToAll(bytes * active, group)
    case .hierarchical:
      let inside = fabric.members(group, within: fabric.server)
      let servers = Double(group.count) / inside
      guard servers > 1 else { return fabric.allToAll(bytes * active, group) }
      // A token crosses once to each server that has one of its experts, then spreads inside.
      let missed = ElementaryFunctions.power(1 - 1 / servers, active)
      let reached = servers * (1 - missed)
      let between = RankGroup(count: Int(servers), stride: group.stride * Int(inside))
      let within = RankGroup(count: Int(inside), stride: group.stride)
      return fabric.allToAll(bytes * reached, between) + fabric.allToAll(bytes * active, within)
    }
  }

  private func issue(mixture: Bool, backward: Bool, into pass: inout LayerPass) {
    // Operators of a half, as frameworks issue them: norm, projections, rotation, core, residual;
    // router, sorting, exchange, expert products, activation and their inverses.
    let attention = shape.fusesOperators ? 12.0 : 22.0
    let block = mixture ? (shape.fusesOperators ? 30.0 : 60.0) : (shape.fusesOperators ? 8.0 : 13.0)
    let passes = backward ? 1.5 : 1
    switch dispatch {
    case .eager:
      pass.attentionDispatch = attention * passes * kernels.dispatch
      pass.blockDispatch = block * passes * kernels.dispatch
      pass.synchronises = mixture && shape.expert > 1
    case .coordinated:
      pass.attentionDispatch = attention * passes * kernels.dispatch
      pass.blockDispatch = block * passes * kernels.dispatch
    case .graph:
      break
    }
  }
}
