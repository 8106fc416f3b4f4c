extension Scenario {
  /// What is wrong with how inference is spread over its dies.
  func rolloutProblems() -> [Problem] {
    var problems = rolloutPoolProblems() + rolloutExpertProblems()
    problems += headProblems(rollout.tensor, at: "rollout.tp")
    if rollout.pipeline > model.layers {
      problems.append(
        Problem(
          at: "rollout.pp", "model",
          what: "pp \(rollout.pipeline) stages share \(model.layers) layers",
          remedy: "write at most \(model.layers)"))
    }
    return problems + formatProblems() + decodeProblems()
  }

  /// Replicas fill the pool.
  private func rolloutPoolProblems() -> [Problem] {
    let dies = rolloutDies.count
    let layout = rollout
    guard layout.diesPerReplica > dies || dies % layout.diesPerReplica != 0 else { return [] }
    let product = "tp \(layout.tensor) · dp \(layout.data) · pp \(layout.pipeline)"
    let other = layout.data.nearest { dies % (layout.tensor * layout.pipeline * $0) == 0 }
    let mended = other.map { "dp \($0) would divide them" } ?? "lower tp or pp"
    let ranged = rangeRemedy("rollout", dies: rolloutDies, unit: layout.diesPerReplica)
    let paths = ["rollout.dp", "rollout.tp", "rollout.pp"]
    return [
      Problem(
        at: ranged == nil ? paths + poolPaths("rollout") : poolPaths("rollout") + paths,
        what: "\(dies) rollout dies are no multiple of a replica's \(product) = "
          + "\(layout.diesPerReplica)",
        remedy: ranged.map { "\($0), or \(mended)" } ?? mended)
    ]
  }

  /// Experts are spread over tp · dp of a replica.
  private func rolloutExpertProblems() -> [Problem] {
    let expert = rollout.expert
    guard let experts = model.experts else {
      guard expert != 1 || rollout.redundantExperts != 0 else { return [] }
      return [
        Problem(
          at: "rollout.ep", "rollout.redundant-experts", "model",
          what:
            "ep \(expert) and \(rollout.redundantExperts) redundant experts are for a mixture of "
            + "experts, but the model is dense", remedy: "write ep 1 and redundant-experts 0")
      ]
    }
    let ranks = rollout.tensor * rollout.data
    let copies = experts.routed + rollout.redundantExperts
    let remedy = expert.nearestText("ep", "would divide both") {
      ranks % $0 == 0 && copies % $0 == 0
    }
    if ranks % expert != 0 {
      return [
        Problem(
          at: "rollout.ep", "rollout.dp", "rollout.tp", "model",
          what: "ep \(expert) does not divide tp \(rollout.tensor) · dp \(rollout.data) = \(ranks)",
          remedy: remedy)
      ]
    }
    guard copies % expert != 0 else { return [] }
    let spare = rollout.redundantExperts
    return [
      Problem(
        at: "rollout.ep", "rollout.redundant-experts", "model",
        what: "ep \(expert) does not divide \(experts.routed) routed experts"
          + (spare == 0 ? "" : " and \(spare) redundant ones"), remedy: remedy)
    ]
  }

  /// The chip can reckon with numbers as they are stored.
  private func formatProblems() -> [Problem] {
    guard cluster.chip.matrix8Bit == nil else { return [] }
    return [("training.precision", training.precision), ("rollout.weights", rollout.weights)]
      .filter { $0.1.bytes == 1 }
      .map { path, precision in
        Problem(
          at: path, "cluster.chip.matrix-8bit", "cluster",
          what: "\(path.keyName) is \(precision.rawValue), but the \(cluster.chip.name) has no "
            + "8-bit matrix unit", remedy: "write bf16, or give the chip matrix-8bit")
      }
  }

  /// Decode's graphs and guesses.
  private func decodeProblems() -> [Problem] {
    var problems: [Problem] = []
    if case .buckets(let sizes) = rollout.graphs {
      let paths = ["rollout.graphs.buckets", "rollout.graphs"]
      if sizes.isEmpty || zip(sizes, sizes.dropFirst()).contains(where: { $0 >= $1 }) {
        problems.append(
          Problem(
            at: paths, what: "buckets \(sizes) do not grow",
            remedy: "write batch sizes from small to large, such as [8, 16, 32, 64, 128]"))
      } else if let last = sizes.last, last < rollout.maxSamplesPerRank {
        problems.append(
          Problem(
            at: paths + ["rollout.max-samples-per-rank"],
            what: "the largest bucket, \(last), is below max-samples-per-rank, "
              + "\(rollout.maxSamplesPerRank)",
            remedy: "add a bucket of \(rollout.maxSamplesPerRank)"))
      }
    }
    let full = rollout.maxSamplesPerRank * (1 + (rollout.speculation?.depth ?? 0))
    if let tokens = rollout.stepTokens, tokens <= full {
      problems.append(
        Problem(
          at: "rollout.step-tokens", "rollout.max-samples-per-rank", "rollout.speculation",
          what: "step-tokens \(tokens) leaves none to prompts beside a full batch's \(full)",
          remedy: "write more than \(full), such as \(max(2048, full * 2)), or a smaller batch"))
    }
    if rollout.speculation != nil, model.predictionLayers == 0 {
      problems.append(
        Problem(
          at: "rollout.speculation", "model",
          what: "\(model.name) has no multi-token-prediction layer to guess with",
          remedy: "write speculation: none"))
    }
    return problems
  }
}
