extension Scenario {
  /// What is wrong with how training is spread over its dies.
  func trainingProblems() -> [Problem] {
    var problems: [Problem] = []
    for (role, dies) in trainedPools {
      let inPool = poolProblems(of: role, dies)
      problems += inPool.isEmpty ? expertProblems(of: role, dies) : inPool
    }
    problems += headProblems(training.tensor, at: "training.tp")
    problems += stageProblems()
    if training.gradients.bytes == 1 {
      problems.append(
        Problem(
          at: "training.gradients",
          what: "gradients are added up in \(training.gradients.rawValue), which loses them",
          remedy: "write fp32 or bf16"))
    }
    return problems
  }

  /// Replicas fill the pool, and each has something to learn from.
  private func poolProblems(of role: String, _ pool: Range<Int>) -> [Problem] {
    let dies = pool.count
    let layout = training
    let paths = ["training.pp", "training.tp", "training.cp"] + poolPaths(role)
    guard layout.diesPerReplica <= dies, dies % layout.diesPerReplica == 0 else {
      let product = "tp \(layout.tensor) · pp \(layout.pipeline) · cp \(layout.context)"
      let other = layout.pipeline.nearest { candidate in
        candidate <= model.layers && dies % (layout.tensor * layout.context * candidate) == 0
      }
      let mended = other.map { "pp \($0) would divide them" } ?? "lower tp or cp"
      let ranged = rangeRemedy(role, dies: pool, unit: layout.diesPerReplica)
      return [
        Problem(
          at: ranged == nil ? paths : poolPaths(role) + paths,
          what:
            "\(dies) \(poolName(role)) dies are no multiple of \(product) = \(layout.diesPerReplica)",
          remedy: ranged.map { "\($0), or \(mended)" } ?? mended)
      ]
    }
    let replicas = dies / layout.diesPerReplica
    guard role == "update", replicas * layout.microBatch > workload.samplesPerStep else {
      return []
    }
    return [
      Problem(
        at: ["training.micro-batch", "workload.prompts-per-step"] + paths,
        what: "\(workload.samplesPerStep) samples a step leave some of the \(replicas) replicas "
          + "without a micro-batch of \(layout.microBatch)",
        remedy: "give more samples, a larger tp, pp or cp, or a smaller micro-batch")
    ]
  }

  /// Experts are spread over tp · cp · dp.
  private func expertProblems(of role: String, _ pool: Range<Int>) -> [Problem] {
    let expert = training.expert
    guard let experts = model.experts else {
      guard expert != 1 else { return [] }
      return [
        Problem(
          at: "training.ep", "model", what: "ep \(expert) spreads the experts of a dense model",
          remedy: "write ep 1")
      ]
    }
    let ranks = pool.count / training.pipeline
    let remedy = expert.nearestText("ep", "would divide both") {
      ranks % $0 == 0 && experts.routed % $0 == 0
    }
    if ranks % expert != 0 {
      let product =
        "tp \(training.tensor) · cp \(training.context) · dp "
        + "\(ranks / training.tensor / training.context)"
      return [
        Problem(
          at: ["training.ep", "training.pp", "training.tp", "training.cp"] + poolPaths(role),
          what:
            "ep \(expert) does not divide \(poolName(role) == role ? "\(role)'s " : "")\(product) = "
            + "\(ranks)", remedy: remedy)
      ]
    }
    guard experts.routed % expert != 0 else { return [] }
    return [
      Problem(
        at: "training.ep", "model.experts.routed", "model",
        what: "ep \(expert) does not divide the \(experts.routed) routed experts", remedy: remedy)
    ]
  }

  /// Stages hold all layers between them.
  private func stageProblems() -> [Problem] {
    let stages = training.pipeline * training.virtualPipeline
    guard stages <= model.layers else {
      return [
        Problem(
          at: "training.pp", "training.vpp", "model",
          what:
            "pp \(training.pipeline) · vpp \(training.virtualPipeline) = \(stages) stages share "
            + "\(model.layers) layers", remedy: "write at most \(model.layers) stages")
      ]
    }
    var problems: [Problem] = []
    let isVirtual = training.schedule == .interleaved || training.schedule == .adaptive
    if training.virtualPipeline > 1, !isVirtual {
      problems.append(
        Problem(
          at: "training.schedule", "training.vpp",
          what: "schedule \(training.schedule.rawValue) runs no virtual stages, but vpp is "
            + "\(training.virtualPipeline)", remedy: "write interleaved or adaptive, or vpp 1"))
    }
    guard let layers = training.layersPerStage else { return problems }
    let paths = ["training.layers-per-stage", "training.pp", "model.layers", "model"]
    let sum = layers.reduce(0, +)
    if layers.count != training.pipeline {
      problems.append(
        Problem(
          at: paths,
          what: "layers-per-stage has \(layers.count) stages, but pp is \(training.pipeline)",
          remedy: "give \(training.pipeline) counts, or none"))
    } else if sum != model.layers {
      problems.append(
        Problem(
          at: paths, what: "layers-per-stage adds up to \(sum), but the model has \(model.layers)",
          remedy: sum < model.layers
            ? "add \(model.layers - sum) layers" : "take \(sum - model.layers) layers away"))
    }
    return problems
  }

  /// Heads are spread evenly over tensor-parallel ranks; key-value heads may be copied instead.
  func headProblems(_ tensor: Int, at path: String) -> [Problem] {
    let (heads, keyValueHeads): (Int, Int) =
      switch model.attention {
      case .grouped(let heads, let keyValueHeads, _): (heads, keyValueHeads)
      case .latent(let heads, _, _, _, _, _): (heads, 1)
      }
    guard heads % tensor == 0 else {
      return [
        Problem(
          at: path, "model.attention", "model",
          what: "tp \(tensor) does not divide the \(heads) attention heads",
          remedy: tensor.nearestDivisors(of: heads, "tp"))
      ]
    }
    guard keyValueHeads % tensor == 0 || tensor % keyValueHeads == 0 else {
      return [
        Problem(
          at: path, "model.attention", "model",
          what:
            "tp \(tensor) neither divides the \(keyValueHeads) key-value heads nor is a multiple",
          remedy: tensor.nearestText("tp", "would do") {
            heads % $0 == 0 && (keyValueHeads % $0 == 0 || $0 % keyValueHeads == 0)
          })
      ]
    }
    return []
  }
}
