import Quantities

extension Scenario {
  /// Everything that keeps the scenario from running, as far as its own figures tell.
  ///
  /// Whether the model fits in memory is the cost model's to say. First each value by itself; only if all
  /// of them make sense, what they mean for each other, so that no figure here can overflow.
  public func problems() -> [Problem] {
    var problems: [Problem] = []
    Codec<Scenario>.scenario.check(self, "", &problems)
    guard problems.isEmpty else { return problems }
    problems += clusterProblems()
    problems += modelProblems()
    problems += workloadProblems()
    guard problems.isEmpty else { return problems }
    guard !isServing else { return servingProblems() + rolloutProblems() + faultProblems() }
    problems += placementProblems() + queueProblems() + tailProblems()
    guard problems.isEmpty else { return problems }
    return trainingProblems() + rolloutProblems() + faultProblems()
  }

  /// The machine.
  private func clusterProblems() -> [Problem] {
    var problems: [Problem] = []
    if cluster.dies > 1 << 20 {
      problems.append(
        Problem(
          at: "cluster.supernodes", "cluster.servers-per-supernode", "cluster",
          what: "the cluster has \(cluster.dies) dies", remedy: "at most \(1 << 20) are simulated"))
    }
    if cluster.chip.diesPerCard > 1, cluster.dieToDie == nil {
      problems.append(
        Problem(
          at: "cluster.die-to-die", "cluster.chip.dies-per-card", "cluster",
          what: "a card has \(cluster.chip.diesPerCard) dies, but no link between them",
          remedy: "give die-to-die"))
    }
    if cluster.serversPerSupernode > 1, cluster.interServer == nil {
      problems.append(
        Problem(
          at: "cluster.inter-server", "cluster.servers-per-supernode", "cluster",
          what: "a supernode has \(cluster.serversPerSupernode) servers, but no link between them",
          remedy: "give inter-server, or 1 server per supernode and more supernodes"))
    }
    if let power = cluster.chip.power, power.idle > power.peak {
      problems.append(
        Problem(
          at: "cluster.chip.power.idle", "cluster.chip.power", "cluster",
          what: "a card draws more when idle than at its peak",
          remedy: "write idle \(UnitSystem.power.write(power.peak)) or less"))
    }
    return problems
  }

  /// The model.
  private func modelProblems() -> [Problem] {
    var problems: [Problem] = []
    if case .grouped(let heads, let keyValueHeads, _) = model.attention, heads % keyValueHeads != 0
    {
      problems.append(
        Problem(
          at: "model.attention.grouped.key-value-heads", "model.attention", "model",
          what: "key-value-heads \(keyValueHeads) does not divide heads \(heads)",
          remedy: keyValueHeads.nearestDivisors(of: heads)))
    }
    if let state = model.state, state.attentionLayers > model.layers {
      problems.append(
        Problem(
          at: "model.state.attention-layers", "model.layers", "model",
          what: "\(state.attentionLayers) layers attend, but the model has \(model.layers)",
          remedy: "write 0 to \(model.layers)"))
    }
    if let experts = model.experts {
      if experts.active > experts.routed {
        problems.append(
          Problem(
            at: "model.experts.active", "model.experts", "model",
            what: "\(experts.active) experts are active, but only \(experts.routed) are routed",
            remedy: "write active \(experts.routed) or less"))
      }
      if experts.groups > experts.routed || experts.chosenGroups > experts.groups {
        problems.append(
          Problem(
            at: "model.experts.groups", "model.experts.chosen-groups", "model",
            what:
              "\(experts.chosenGroups) of \(experts.groups) groups of \(experts.routed) experts",
            remedy: "write groups of at least one expert, and as many chosen ones or fewer"))
      }
      if experts.firstLayer >= model.layers {
        problems.append(
          Problem(
            at: "model.experts.first-layer", "model.layers", "model",
            what: "first-layer \(experts.firstLayer) is behind the last layer",
            remedy: "write 0 to \(model.layers - 1), or experts: none"))
      }
    }
    if model.denseLayers > 0, model.denseIntermediate == 0 {
      problems.append(
        Problem(
          at: "model.dense-intermediate", "model.experts", "model",
          what: "\(model.denseLayers) layers are dense, but dense-intermediate is 0",
          remedy: "give the width of a dense feed-forward block"))
    }
    return problems
  }

  /// What each step works on.
  private func workloadProblems() -> [Problem] {
    var problems: [Problem] = []
    if workload.samplesPerStep > 1 << 20 {
      problems.append(
        Problem(
          at: "workload.prompts-per-step", "workload.samples-per-prompt", "workload",
          what: "a step has \(workload.samplesPerStep) samples",
          remedy: "at most \(1 << 20) are simulated"))
    }
    for (key, lengths) in [
      ("prompt-length", workload.promptLength), ("response-length", workload.responseLength),
    ] {
      guard case .logNormal(let drawn) = lengths, drawn.mean >= Double(drawn.cap) else { continue }
      let path = "workload.\(key).log-normal"
      problems.append(
        Problem(
          at: "\(path).cap", "\(path).mean", "workload",
          what: "cap \(drawn.cap) is not above \(UnitSystem.number.write(drawn.mean)), "
            + "the mean of the lengths that it cuts",
          remedy: "write a cap well above it"))
    }
    return problems
  }

  /// What the queue must hold for an update to be possible.
  private func queueProblems() -> [Problem] {
    let factor = policy.tail.launchFactor
    let least = Int((Double(workload.promptsPerStep) * factor).rounded(.up))
    guard let capacity = policy.queueCapacity, capacity < least else { return [] }
    return [
      Problem(
        at: "policy.queue-capacity", "workload.prompts-per-step", "policy.tail",
        what: "queue-capacity \(capacity) is below the \(least) groups that an update waits for",
        remedy: "write \(least) or more, or none")
    ]
  }

  /// Rounds of dropped prompts are for updates that wait for them.
  private func tailProblems() -> [Problem] {
    if case .tailBatching = policy.tail, let most = policy.maxConcurrent,
      most < workload.promptsPerStep
    {
      return [
        Problem(
          at: "policy.max-concurrent", "policy.tail", "workload.prompts-per-step",
          what: "tail-batching starts \(workload.promptsPerStep) dropped prompts together, but "
            + "max-concurrent is \(most)",
          remedy: "write \(workload.promptsPerStep) or more, or none")
      ]
    }
    guard case .tailBatching = policy.tail, policy.stalenessBound > 0 else { return [] }
    return [
      Problem(
        at: "policy.tail", "policy.staleness", "policy.coupling",
        what:
          "tail-batching gives dropped prompts a round of their own, which a staleness bound of "
          + "\(policy.stalenessBound) does not have", remedy: "write staleness 0, or over-provision"
      )
    ]
  }
}
