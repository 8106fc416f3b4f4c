import Session
import Specification

/// A what-if: one place of the what-if bar.
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

  /// How many of them a small screen shows: the first.
  static let brief = 5

  /// Percent of guessed tokens that are accepted, where a key turns guessing on.
  ///
  /// DeepSeek-V3 report (arXiv 2412.19437), section 5.4.3: 85 to 90 % of the second token.
  static let acceptance = 85

  /// The largest bound that the key goes through.
  static let stalenessLimit = 4

  /// The knob's name on the command line, in scripts and in sessions.
  var commandName: String {
    String(knob(from: 0, card: 0).text.prefix { $0 != " " })
  }
}

extension KnobSlot {
  /// How the knob stands in a scenario: 0 for off, 1 for on, the bound, or which of its choices; `nil`
  /// where it has no setting, or one of its own that the scenario gave it.
  func setting(in scenario: Scenario) -> Int? {
    let policy = scenario.policy
    return switch self {
    case .fusion: policy.placement.sharesDies ? 1 : 0
    case .staleness: policy.staleness
    case .queue: policy.dataPath == .distributedQueue ? 1 : 0
    case .balance: policy.balancesExperts ? 1 : 0
    case .failure: nil
    case .coupling: Coupling.allCases.firstIndex(of: policy.coupling)
    case .tail: TailChoice.allCases.firstIndex { $0.tail == policy.tail }
    case .dispatch: DispatchChoice.allCases.firstIndex { $0.dispatch == policy.dispatch }
    case .speculation: scenario.rollout.speculation == nil ? 0 : 1
    case .memory: MemoryChoice.allCases.firstIndex(of: policy.memory)
    case .recomputation: Recomputation.allCases.firstIndex(of: scenario.training.recomputation)
    case .reshard: ReshardStrategy.allCases.firstIndex(of: policy.reshard)
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
    case (.speculation, .speculation(let percent)): percent == nil ? 0 : 1
    case (.memory, .memory(let choice)): MemoryChoice.allCases.firstIndex(of: choice)
    case (.recomputation, .recomputation(let choice)):
      Recomputation.allCases.firstIndex(of: choice)
    case (.reshard, .reshard(let strategy)): ReshardStrategy.allCases.firstIndex(of: strategy)
    default: nil
    }
  }

  /// The knob turned on from a setting, as its key does.
  func knob(from setting: Int, backwards: Bool = false, card: Int) -> Knob {
    func next<Choice>(_ choices: [Choice]) -> Choice {
      choices[(max(0, setting) + (backwards ? choices.count - 1 : 1)) % choices.count]
    }
    return switch self {
    case .fusion: .fusion(setting == 0)
    case .staleness: .staleness(next(Array(0...Self.stalenessLimit)))
    case .queue: .distributedQueue(setting == 0)
    case .balance: .expertBalance(setting == 0)
    case .failure: .failCard(card)
    case .coupling: .coupling(next(Coupling.allCases))
    case .tail: .tail(next(TailChoice.allCases))
    case .dispatch: .dispatch(next(DispatchChoice.allCases))
    case .speculation: .speculation(setting == 0 ? Self.acceptance : nil)
    case .memory: .memory(next(MemoryChoice.allCases))
    case .recomputation: .recomputation(next(Recomputation.allCases))
    case .reshard: .reshard(next(ReshardStrategy.allCases))
    }
  }
}
