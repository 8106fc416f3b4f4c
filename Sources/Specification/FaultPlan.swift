import Quantities

/// How the run answers a fault, and the faults that are known to come.
public struct FaultPlan: Hashable, Sendable {
  /// The recovery that is used.
  public var recovery: Recovery
  /// How long it takes until what failed runs again, state left out; `nil` for the published time.
  public var restart: SimDuration?
  /// Faults to inject.
  public var faults: [Fault]
  /// The mean span between faults that come by chance, on any card of the cluster; `nil` for none.
  public var meanTimeBetween: SimDuration?
  /// More that comes by chance, each at a rate of its own.
  public var rates: [FaultRate]
  /// How long a failed card stays away beyond recovery, unless a spare one stands in; `nil` for good.
  public var repair: SimDuration?
  /// Cards that stand by to take the place of failed ones.
  ///
  /// They do nothing else, and are not counted among the cluster's.
  public var spares: Int
  /// Cards that are slower than they should be.
  public var stragglers: [Straggler]

  /// Makes a plan.
  public init(
    recovery: Recovery = .process, restart: SimDuration? = nil, faults: [Fault] = [],
    meanTimeBetween: SimDuration? = nil, rates: [FaultRate] = [], repair: SimDuration? = .zero,
    spares: Int = 0,
    stragglers: [Straggler] = []
  ) {
    self.recovery = recovery
    self.restart = restart
    self.faults = faults
    self.meanTimeBetween = meanTimeBetween
    self.rates = rates
    self.repair = repair
    self.spares = spares
    self.stragglers = stragglers
  }
}

extension FaultPlan {
  /// How long a restart takes, state left out, and who says so.
  public var restarting: (seconds: Seconds, source: Source) {
    restart.map { (Seconds($0.seconds), .given) } ?? recovery.published
  }

  /// All rates at which faults come by chance, that of failing cards first.
  public var allRates: [FaultRate] {
    (meanTimeBetween.map { [FaultRate(hits: .card, every: $0)] } ?? []) + rates
  }
}

/// A card that is slower than the others.
public struct Straggler: Hashable, Sendable {
  /// Which card, counted over the whole cluster.
  public var card: Int
  /// How many times as long everything takes it, from 1.
  public var slowdown: Double

  /// Makes a straggler.
  public init(card: Int, slowdown: Double) {
    self.card = card
    self.slowdown = slowdown
  }
}

/// How a run comes back after a fault.
public enum Recovery: String, Hashable, Sendable, CaseIterable {
  /// The failed process restarts in place and loads its state from its peers.
  case process
  /// The whole task restarts from its last checkpoint.
  case task

  /// How long it takes until what failed runs again, state left out, and who says so.
  var published: (seconds: Seconds, source: Source) {
    let place = "Huawei through QbitAI, 2025-06-10"
    return switch self {
    case .process:
      (Seconds(30), Source("\(place): process-level recovery, 30 s at best", .secondary))
    case .task: (Seconds(600), Source("\(place): task-level recovery below 10 min", .secondary))
    }
  }
}

extension Scenario {
  /// How many times as long it takes dies that work in step, because of the slowest card among them.
  public func slowdown(of dies: Range<Int>) -> Double {
    let perCard = cluster.chip.diesPerCard
    return faults.stragglers.reduce(1) { slowest, straggler in
      let own = straggler.card * perCard..<(straggler.card + 1) * perCard
      return own.overlaps(dies) ? max(slowest, straggler.slowdown) : slowest
    }
  }
}
