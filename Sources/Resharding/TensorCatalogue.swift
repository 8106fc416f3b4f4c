import Specification

/// Every weight tensor of a model, in the order of its layers.
///
/// Follows the parameter count of the cost model tensor by tensor; layers for multi-token prediction
/// are not counted, neither here nor there. The tensors of a name of all experts of a layer are one.
public struct TensorCatalogue: Hashable, Sendable {
  /// The tensors.
  public let tensors: [Tensor]

  /// Makes a catalogue of given tensors.
  public init(_ tensors: [Tensor]) {
    self.tensors = tensors
  }

  /// Lists the tensors of a model.
  public init(_ model: Transformer) {
    let hidden = model.hidden
    let vocabulary = Division.vocabulary(model.vocabulary)
    var tensors: [Tensor] = []
    tensors.append(
      Tensor(
        "embedding", model.tiesEmbeddings ? .firstAndLast : .first, vocabulary,
        rows: model.vocabulary, columns: hidden))
    for layer in 0..<model.layers {
      let place = Tensor.Place.layer(layer)
      let prefix = "layers.\(layer)."
      tensors.append(Tensor(prefix + "input_norm", place, .whole, rows: hidden))
      for _ in 0..<Self.share(of: model.attentionLayers, at: layer, of: model.layers) {
        tensors += Self.attention(model.attention, hidden: hidden, place, prefix + "attention.")
      }
      if let state = model.state {
        for index in 0..<Self.share(of: state.layers, at: layer, of: model.layers) {
          let name = index > 0 ? "state\(index)." : "state."
          tensors += Self.state(state, hidden: hidden, place, prefix + name)
        }
      }
      tensors.append(Tensor(prefix + "post_norm", place, .whole, rows: hidden))
      if layer >= model.denseLayers, let experts = model.experts {
        tensors.append(
          Tensor(prefix + "router", place, .whole, rows: experts.routed, columns: hidden))
        if experts.shared > 0 {
          let width = experts.shared * experts.intermediate
          tensors += Self.block(
            model, place, prefix + "shared.", .shared(width: width, routed: experts.routed),
            copies: 1, width: width)
        }
        tensors += Self.block(
          model, place, prefix + "experts.",
          .experts(count: experts.routed, width: experts.intermediate), copies: experts.routed,
          width: experts.intermediate, inner: experts.width(hidden: hidden))
        if experts.latent > 0 {
          tensors += ["latent_down", "latent_up"].map {
            Tensor(prefix + $0, place, .whole, rows: experts.latent, columns: hidden)
          }
        }
      } else {
        let width = model.denseIntermediate
        tensors += Self.block(
          model, place, prefix + "mlp.", .width(width), copies: 1, width: width)
      }
    }
    tensors.append(Tensor("final_norm", .last, .whole, rows: hidden))
    if !model.tiesEmbeddings {
      tensors.append(
        Tensor("head", .last, vocabulary, rows: model.vocabulary, columns: hidden))
    }
    self.tensors = tensors
  }

  /// Numbers in all tensors.
  public var parameters: Int { tensors.reduce(0) { $0 + $1.elements } }

  /// How many of `count` that are spread evenly over all layers stand at one.
  private static func share(of count: Int, at layer: Int, of layers: Int) -> Int {
    (layer + 1) * count / layers - layer * count / layers
  }

  private static func state(
    _ state: StateMixers, hidden: Int, _ place: Tensor.Place, _ prefix: String
  ) -> [Tensor] {
    let keys = 2 * state.groups * state.stateDimension
    let values = state.projected - keys
    let heads = Division.heads(state.heads)
    let groups = Division.keyValueHeads(state.groups)
    return [
      Tensor(prefix + "values", place, heads, rows: values, columns: hidden, isQuantised: true),
      Tensor(prefix + "keys", place, groups, rows: keys, columns: hidden, isQuantised: true),
      Tensor(
        prefix + "output", place, heads, rows: hidden, columns: state.width, axis: .columns,
        isQuantised: true),
      // The convolution of the values, decays and the output's norm; the convolution of the keys.
      Tensor(prefix + "small", place, heads, rows: 5 * state.width + 3 * state.heads),
      Tensor(prefix + "key_convolution", place, groups, rows: 4 * keys),
    ]
  }

  private static func attention(
    _ attention: Attention, hidden: Int, _ place: Tensor.Place, _ prefix: String
  ) -> [Tensor] {
    func matrix(
      _ name: String, _ division: Division, _ rows: Int, _ columns: Int, _ axis: Tensor.Axis = .rows
    ) -> Tensor {
      Tensor(
        prefix + name, place, division, rows: rows, columns: columns, axis: axis, isQuantised: true)
    }
    switch attention {
    case .grouped(let heads, let keyValueHeads, let dimension):
      let keyValue = Division.keyValueHeads(keyValueHeads)
      return [
        matrix("query", .heads(heads), heads * dimension, hidden),
        matrix("key", keyValue, keyValueHeads * dimension, hidden),
        matrix("value", keyValue, keyValueHeads * dimension, hidden),
        matrix("output", .heads(heads), hidden, heads * dimension, .columns),
      ]
    case .latent(let heads, let queryRank, let keyValueRank, let nope, let rope, let value):
      var tensors: [Tensor] = []
      if queryRank > 0 {
        tensors.append(matrix("query_down", .whole, queryRank, hidden))
        tensors.append(Tensor(prefix + "query_norm", place, .whole, rows: queryRank))
      }
      tensors += [
        matrix(
          "query_up", .heads(heads), heads * (nope + rope), queryRank > 0 ? queryRank : hidden),
        matrix("key_value_down", .whole, keyValueRank + rope, hidden),
        Tensor(prefix + "key_value_norm", place, .whole, rows: keyValueRank),
        matrix("key_value_up", .heads(heads), heads * (nope + value), keyValueRank),
        matrix("output", .heads(heads), hidden, heads * value, .columns),
      ]
      return tensors
    }
  }

  private static func block(
    _ model: Transformer, _ place: Tensor.Place, _ prefix: String, _ division: Division,
    copies: Int, width: Int, inner: Int? = nil
  ) -> [Tensor] {
    guard width > 0 else { return [] }
    let inner = inner ?? model.hidden
    let inward = model.feedForwardMatrices > 2 ? ["gate", "up"] : ["up"]
    return inward.map {
      Tensor(
        prefix + $0, place, division, copies: copies, rows: width, columns: inner,
        isQuantised: true)
    } + [
      Tensor(
        prefix + "down", place, division, copies: copies, rows: inner, columns: width,
        axis: .columns, isQuantised: true)
    ]
  }
}
