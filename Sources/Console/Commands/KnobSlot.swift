import Session
import Specification

/// A what-if: one line of the panel of knobs, and where there is room one place of the bar.
public enum KnobSlot: Int, Hashable, Sendable, CaseIterable {
  /// RL Fusion.
  case fusion
  /// StaleSync.
  case staleness
  /// DistQueue.
  case queue
  /// Expert balance.
  case balance
  /// A failing card.
  case failure
  /// How rollout and training wait for one another.
  case coupling
  /// What is done about the samples that end last.
  case tail
  /// To which ranks samples go.
  case dispatch
  /// Guessing tokens ahead.
  case speculation
  /// How room is made for the next phase.
  case memory
  /// What training's backward pass makes anew.
  case recomputation
  /// How weights are brought from training to rollout.
  case reshard
  /// Where roles run.
  case placement
  /// How many dies of their own train.
  case split
  /// What goes on while weights move.
  case overlap
  /// How many groups the queue holds.
  case capacity
  /// A failed card that comes back.
  case recovery
  /// A failing server.
  case serverFailure
  /// A server that is cut off.
  case linkFailure

  /// How many of them a small screen's bar shows: the first.
  static let brief = 5
  /// How many of them a bar shows at most: the first; the panel of knobs shows all.
  static let barred = 12

  /// Percent of guessed tokens that are accepted, where a key turns guessing on.
  ///
  /// DeepSeek-V3 report (arXiv 2412.19437), section 5.4.3: 85 to 90 % of the second token.
  static let acceptance = 85

  /// The largest bound that the key goes through.
  static let stalenessLimit = 4

  /// What the settings of a knob depend on.
  struct Surroundings {
    /// The scenario as of now.
    var scenario: Scenario
    /// The selected card, which faults strike.
    var card = 0
    /// The cards that are out.
    var failed: [Int] = []
  }
}

extension KnobSlot {
  /// How the knob stands in a scenario: 0 for off, 1 for on, a number, or which of its choices; `nil`
  /// where it has no setting, or one of its own that the scenario gave it.
  func setting(in scenario: Scenario) -> Int? {
    let policy = scenario.policy
    return switch self {
    case .fusion: policy.placement.sharesDies ? 1 : 0
    case .staleness: policy.staleness
    case .queue: policy.dataPath == .distributedQueue ? 1 : 0
    case .balance: policy.balancesExperts ? 1 : 0
    case .coupling: Coupling.allCases.firstIndex(of: policy.coupling)
    case .tail: TailChoice.allCases.firstIndex { $0.tail == policy.tail }
    case .dispatch: DispatchChoice.allCases.firstIndex { $0.dispatch == policy.dispatch }
    case .speculation:
      scenario.rollout.speculation.map { Int(($0.acceptance * 100).rounded()) } ?? 0
    case .memory: MemoryChoice.allCases.firstIndex(of: policy.memory)
    case .recomputation: Recomputation.allCases.firstIndex(of: scenario.training.recomputation)
    case .reshard: ReshardStrategy.allCases.firstIndex(of: policy.reshard)
    case .placement: Self.index(of: policy.placement)
    case .split:
      if case .separate(let dies) = policy.placement { dies } else { nil }
    case .overlap: ReshardOverlap.allCases.firstIndex(of: policy.reshardOverlap)
    case .capacity: policy.queueCapacity ?? 0
    case .failure, .recovery, .serverFailure, .linkFailure: nil
    }
  }

  /// How a knob that was turned stands, if it is this one.
  func setting(of knob: Knob) -> Int? {
    switch (self, knob) {
    case (.fusion, .fusion(let isOn)), (.queue, .distributedQueue(let isOn)),
      (.balance, .expertBalance(let isOn)):
      isOn ? 1 : 0
    case (.staleness, .staleness(let bound)): bound
    case (.coupling, .coupling(let coupling)): Coupling.allCases.firstIndex(of: coupling)
    case (.tail, .tail(let choice)): TailChoice.allCases.firstIndex(of: choice)
    case (.dispatch, .dispatch(let choice)): DispatchChoice.allCases.firstIndex(of: choice)
    case (.speculation, .speculation(let percent)): percent ?? 0
    case (.memory, .memory(let choice)): MemoryChoice.allCases.firstIndex(of: choice)
    case (.recomputation, .recomputation(let choice)):
      Recomputation.allCases.firstIndex(of: choice)
    case (.reshard, .reshard(let strategy)): ReshardStrategy.allCases.firstIndex(of: strategy)
    case (.placement, .placement(let placement)): Self.index(of: placement)
    case (.split, .split(let dies)): dies
    case (.overlap, .reshardOverlap(let overlap)):
      ReshardOverlap.allCases.firstIndex(of: overlap)
    case (.capacity, .queueCapacity(let groups)): groups ?? 0
    default: nil
    }
  }

  /// Which of the placements that keys go through it is; `nil` for cards of the scenario's choice.
  private static func index(of placement: Placement) -> Int? {
    ["fused", "colocated", "separate"].firstIndex(of: placement.name)
  }

  /// The settings that keys go through, in order; every other one is a command.
  func knobs(in around: Surroundings) -> [Knob] {
    let cluster = around.scenario.cluster
    let server = around.card / max(1, cluster.cardsPerServer)
    let prompts = around.scenario.workload.promptsPerStep
    return switch self {
    case .fusion: [.fusion(false), .fusion(true)]
    case .staleness: (0...Self.stalenessLimit).map { .staleness($0) }
    case .queue: [.distributedQueue(false), .distributedQueue(true)]
    case .balance: [.expertBalance(false), .expertBalance(true)]
    case .coupling: Coupling.allCases.map { .coupling($0) }
    case .tail: TailChoice.allCases.map { .tail($0) }
    case .dispatch: DispatchChoice.allCases.map { .dispatch($0) }
    case .speculation: [.speculation(nil)] + [50, 60, 70, Self.acceptance].map { .speculation($0) }
    case .memory: MemoryChoice.allCases.map { .memory($0) }
    case .recomputation: Recomputation.allCases.map { .recomputation($0) }
    case .reshard: ReshardStrategy.allCases.map { .reshard($0) }
    case .placement:
      [.placement(.fused), .placement(.colocated)]
        + [.placement(.separate(trainingDies: max(1, cluster.dies / 2)))]
    case .split: (1..<8).map { cluster.dies * $0 / 8 }.filter { $0 > 0 }.map { .split($0) }
    case .overlap: ReshardOverlap.allCases.map { .reshardOverlap($0) }
    case .capacity:
      [.queueCapacity(nil)] + [prompts, prompts * 2, prompts * 4].map { .queueCapacity($0) }
    case .failure: [.failCard(around.card)]
    case .recovery:
      // The selected one first, where it is out.
      around.failed.isEmpty || around.failed.contains(around.card)
        ? [.recoverCard(around.card)] : around.failed.map { .recoverCard($0) }
    case .serverFailure: [.failServer(server)]
    case .linkFailure: [.failLink(server)]
    }
  }

  /// The knob turned on from a setting, as its key does.
  func knob(from setting: Int?, backwards: Bool = false, in around: Surroundings) -> Knob {
    if self == .speculation { return .speculation(setting ?? 0 > 0 ? nil : Self.acceptance) }
    let knobs = knobs(in: around)
    guard let setting else { return knobs[0] }
    let settings = knobs.map { self.setting(of: $0) ?? 0 }
    if let index = settings.firstIndex(of: setting) {
      return knobs[(index + (backwards ? knobs.count - 1 : 1)) % knobs.count]
    }
    // From a number that keys do not set: the next one that they do.
    let next =
      backwards
      ? settings.lastIndex { $0 < setting } : settings.firstIndex { $0 > setting }
    return knobs[next ?? (backwards ? knobs.count - 1 : 0)]
  }
}
