import CostModel
import Specification

extension LayoutWords {
  /// Why words make no layout of a model on some dies.
  public struct Misfit: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    public let description: String
  }

  /// Training's layout, where what is not told is as another layout has it.
  ///
  /// - Parameters:
  ///   - base: says what words cannot; its stages stay if their number does.
  ///   - model: what is laid out.
  ///   - dies: those that are there; as many are used as the degrees ask for.
  /// - Returns: the layout, its ranks on the first of the dies.
  /// - Throws: `Misfit`.
  public func training(
    over base: TrainingLayout, model: Transformer, dies: Range<Int>
  ) throws(Misfit) -> WeightLayout {
    var layout = base
    if layout.pipeline != degree("pp") || numbers["vpp"] != nil { layout.layersPerStage = nil }
    layout.layersPerStage = layers ?? layout.layersPerStage
    layout.tensor = degree("tp")
    layout.pipeline = degree("pp")
    layout.virtualPipeline = degree("vpp")
    layout.expert = degree("ep")
    layout.context = degree("cp")
    try check(model)
    for (name, what) in ["x": "replicas", "red": "redundant experts", "shared": "shared copies"]
      .sorted(by: { $0.key < $1.key }) where numbers[name] != nil
    {
      throw Misfit(
        description: "\(name)\(degree(name)): \(what) are rollout's; training repeats by dp")
    }
    let each = layout.diesPerReplica
    let data = numbers["dp"] ?? max(1, dies.count / each)
    try checkRoom(for: each, times: data, "dp", ["tp", "cp", "pp"], on: dies)
    var result = WeightLayout(
      layout, model: model,
      dies: dies.lowerBound..<dies.lowerBound
        + (numbers["dp"] == nil ? max(each, dies.count) : each * data))
    if let level = numbers["zero"] {
      result.shardsCopies = true
      if level == 1 { result.precision = .fp32 }
    }
    return named(result, vpp: numbers["vpp"])
  }

  /// Rollout's layout, where what is not told is as another layout has it.
  ///
  /// Without a data-parallel degree, a replica has as many ranks as its experts need; without a number of
  /// replicas, there are as many as the dies hold.
  ///
  /// - Returns: the layout, its ranks on the first of the dies.
  /// - Throws: `Misfit`.
  public func rollout(
    over base: RolloutLayout, model: Transformer, dies: Range<Int>
  ) throws(Misfit) -> WeightLayout {
    var layout = base
    layout.tensor = degree("tp")
    layout.pipeline = degree("pp")
    layout.expert = degree("ep")
    layout.data = numbers["dp"] ?? max(1, layout.expert / layout.tensor)
    layout.redundantExperts = numbers["red"] ?? base.redundantExperts
    try check(model)
    for name in ["vpp", "cp"] where degree(name) > 1 {
      throw Misfit(description: "\(name)\(degree(name)) is training's; engines have none")
    }
    let each = layout.diesPerReplica
    let replicas = numbers["x"] ?? max(1, dies.count / each)
    try checkRoom(for: each, times: replicas, "x", ["tp", "dp", "pp"], on: dies)
    var result = WeightLayout(
      layout, model: model, dies: dies.lowerBound..<dies.lowerBound + each * replicas)
    result.sharedReplicas = numbers["shared"] ?? 0
    if result.sharedReplicas > 0, result.cutsExperts || model.experts?.shared ?? 0 == 0 {
      throw Misfit(
        description:
          "shared\(result.sharedReplicas): slots for shared experts need a model that has "
          + "some, and an ep over 1")
    }
    if let layers { result.stages = Self.stages(layers) }
    if numbers["zero"] != nil { result.shardsCopies = true }
    return named(result, vpp: nil)
  }

  private func check(_ model: Transformer) throws(Misfit) {
    let stages = degree("pp") * degree("vpp")
    guard degree("pp") <= model.layers, stages <= model.layers else {
      throw Misfit(
        description: "pp \(degree("pp"))" + (degree("vpp") > 1 ? " · vpp \(degree("vpp"))" : "")
          + " makes \(stages) stages of \(model.layers) layers; write at most \(model.layers)")
    }
    if let layers, layers.reduce(0, +) != model.layers {
      throw Misfit(
        description:
          "the stages hold \(layers.reduce(0, +)) layers, \(model.name) has \(model.layers)")
    }
    if model.experts == nil, degree("ep") > 1 || cutsExperts {
      throw Misfit(description: "ep and etp are for mixtures of experts, \(model.name) is dense")
    }
  }

  private func checkRoom(
    for each: Int, times count: Int, _ name: String, _ factors: [String], on dies: Range<Int>
  ) throws(Misfit) {
    guard each * count > dies.count else { return }
    let product = (factors + [name]).filter { degree($0) > 1 }.map { "\($0)\(degree($0))" }
    let most = dies.count / each
    throw Misfit(
      description: "\(product.joined(separator: " · ")) takes \(each * count) dies, of dies "
        + "\(dies.lowerBound) to \(dies.upperBound - 1) there are \(dies.count); "
        + (most > 0 ? "write at most \(name)\(most)" : "lower one of the degrees"))
  }

  private static func stages(_ layers: [Int]) -> [[Int]] {
    var first = 0
    return layers.map { count in
      defer { first += count }
      return Array(first..<first + count)
    }
  }

  /// Takes over what holds for both roles, and names what degrees do not tell.
  private func named(_ layout: WeightLayout, vpp: Int?) -> WeightLayout {
    var layout = layout
    if let precision { layout.precision = precision }
    if let fusion { layout.fusion = fusion }
    if cutsExperts { layout.cutsExperts = true }
    var words: [String] = []
    if let vpp, vpp > 1 { words.append("VPP\(vpp)") }
    if layout.redundantExperts > 0, numbers["red"] != nil {
      words.append("red\(layout.redundantExperts)")
    }
    if layout.sharedReplicas > 0 { words.append("shared\(layout.sharedReplicas)") }
    if cutsExperts { words.append("ETP") }
    if let level = numbers["zero"] { words.append("ZeRO-\(level)") }
    if let precision { words.append(precision.rawValue.uppercased()) }
    layout.name = ([layout.name] + words).joined(separator: " ")
    return layout
  }
}
