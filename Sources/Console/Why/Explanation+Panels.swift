import CostModel
import Quantities
import Specification
import Telemetry

/// Why what a panel shows is as it is.
extension Explanation {
  /// Explains what a replica does, and what one of its decode steps is made of.
  mutating func explain(replica index: Int, in state: ClusterState) {
    guard state.replicas.indices.contains(index) else {
      say("replica", "there is no replica \(index)")
      return
    }
    let replica = state.replicas[index]
    let last = replica.firstDie + replica.ranks.count * replica.diesPerRank - 1
    say("dies", "\(replica.firstDie) to \(last), \(replica.ranks.count) ranks")
    say(
      "samples",
      "\(replica.running) are written, \(replica.waiting) wait for cache; weights v\(replica.version)"
    )
    guard let busiest = busiestRank(of: replica), replica.running > 0 else {
      say("waits for", "samples: it has none")
      sayMissing(in: state)
      return
    }
    let rank = replica.ranks[busiest]
    say("pace", "rank \(busiest) sets it: \(rank.running) samples, lock-step with all others")
    let context = replica.ranks.map(\.cacheTokens).max() ?? 0
    addDecode(samples: rank.running, of: replica, context: context, in: state)
  }

  /// The rank that writes most samples.
  func busiestRank(of replica: ReplicaStatus) -> Int? {
    replica.ranks.indices.max { replica.ranks[$0].running < replica.ranks[$1].running }
  }

  /// Explains how many groups are between rollout and training.
  mutating func explainQueue(in state: ClusterState) {
    let policy = state.scenario.policy
    say("path", policy.dataPath == .distributedQueue ? "a distributed queue" : "one controller")
    say(
      "capacity", policy.queueCapacity.map { "\($0) groups" } ?? "any number of groups")
    say(
      "bound",
      "η \(policy.stalenessBound): a group starts only if it is no more versions behind when it is "
        + "learned from (\(policy.coupling.rawValue))")
    sayMissing(in: state)
    addPath(ofStep: state.stepsEnded + 1, in: state)
  }

  /// Explains what fills the fullest die.
  mutating func explainMemory(in state: ClusterState) {
    guard
      let die = state.memory.indices.max(by: { state.memory[$0].total < state.memory[$1].total })
    else { return }
    let use = state.memory[die]
    let capacity = state.scenario.cluster.chip.memory
    let share = Double(use.total.count) / Double(max(1, capacity.count))
    say(
      "fullest",
      "die \(die) of card \(die / max(1, state.scenario.cluster.chip.diesPerCard)): "
        + "\(Figure.bytes(use.total).trimmed) of \(Figure.bytes(capacity).trimmed), "
        + Figure.percent(share).trimmed)
    let entry = state.ledger.entries[die]
    say("now", "\(entry.activity.name): \(entry.activity.reason)")
    for kind in MemoryKind.allCases where kind.amount(in: use) > .zero {
      let part = Double(kind.amount(in: use).count) / Double(max(1, use.total.count))
      say(
        kind.name,
        "\(Figure.bytes(kind.amount(in: use)).trimmed), \(Figure.percent(part).trimmed): \(kind.origin)"
      )
    }
    let choice = state.scenario.policy.memory
    say("phases", "\(choice.rawValue): \(choice.meaning)")
  }

  /// Explains what a step came to.
  mutating func explain(_ record: StepRecord?, in state: ClusterState) {
    guard let record else {
      say("step", "none has ended yet")
      sayMissing(in: state)
      return
    }
    say(
      "throughput",
      "\(record.tokens) prompt and response tokens in "
        + "\(Figure.duration(record.duration.seconds).trimmed): "
        + "\(Figure.compact(record.tokensPerSecond).trimmed) tok/s")
    say(
      "learned",
      "from \(record.samples) samples, \(record.meanStaleness.fixed(2)) versions behind on average, "
        + "\(record.maxStaleness) at most")
    let shares = Activity.allCases.map { ($0, record.share(of: $0)) }.filter { $0.1 > 0.0005 }
    for (activity, share) in shares.sorted(by: { $0.1 > $1.1 }) {
      say(Figure.finePercent(share).trimmed, "\(activity.name): \(activity.reason)")
    }
    addPath(ofStep: record.step, in: state)
  }

  /// Explains something that happened.
  mutating func explain(_ entry: LogEntry, in state: ClusterState) {
    say("event", entry.text)
    let step = state.steps.first { entry.time <= $0.end }
    switch entry.kind {
    case .step: explain(step, in: state)
    case .update, .reshard:
      let activity: Activity = entry.kind == .update ? .update : .reshard
      let leg = state.legs.first { $0.status.activity == activity && $0.start >= entry.time }
      let current = state.legs.last { $0.status.activity == activity && $0.start <= entry.time }
      if let leg = current.flatMap({ $0.end ?? .distantFuture > entry.time ? $0 : nil }) ?? leg {
        explain(leg, in: state)
      }
      addPath(ofStep: step?.step ?? state.stepsEnded + 1, in: state)
    case .fault:
      add(StepCosts(state.scenario).recovery(), of: "recovery")
      addPath(ofStep: step?.step ?? state.stepsEnded + 1, in: state)
    case .knob:
      let before = state.steps.last { $0.end <= entry.time }
      // The step under way was begun without it.
      let after = state.steps.first { $0.start >= entry.time }
      for (name, record) in [("before", before), ("after", after)] {
        say(
          name,
          record.map {
            "step \($0.step): \(Figure.compact($0.tokensPerSecond).trimmed) tok/s, "
              + Figure.duration($0.duration.seconds).trimmed
          } ?? "no whole step yet")
      }
      if let after { addPath(ofStep: after.step, in: state) }
    }
  }
}

extension MemoryKind {
  /// Where it comes from.
  fileprivate var origin: String {
    switch self {
    case .weights: "what the layout gives a die of the model"
    case .gradients: "one for each weight that it trains, until the update"
    case .optimizer: "moments and full-precision weights, as the layout shards them"
    case .cache: "keys and values of the tokens that its samples have"
    case .activations: "what the backward pass needs of micro-batches in flight"
    case .workspace: "buffers of kernels and collectives"
    }
  }
}

extension MemoryChoice {
  /// What it does between the phases.
  fileprivate var meaning: String {
    switch self {
    case .offload: "what the other phase needs waits in the host's memory"
    case .keepBoth: "what both phases need stays on the die"
    }
  }
}
