import CostModel
import Quantities
import Specification

/// What it takes to bring the weights from training's layout into rollout's.
public struct ReshardPlan: Hashable, Sendable {
  /// What is moved where, as in "TP4 PP6 EP64 → TP4 EP64".
  public let title: String
  /// How it is moved.
  public let strategy: ReshardStrategy
  /// Bytes that leave a die, over all dies; what stays on its die is not counted.
  public let fabricBytes: Bytes
  /// Bytes that the busiest die receives.
  public let mostBytesPerDie: Bytes
  /// Collectives, or messages of the busiest die.
  public let launches: Int
  /// Memory that the fullest die needs beside both copies of the weights.
  public let extraMemory: Bytes
  /// The parts of the duration, in the order in which they are named to a reader; they add up to it.
  public let terms: [CostTerm]
  /// The least that any plan can do.
  public let bound: ReshardBound
  /// Who sends how much to whom, in groups.
  public let heat: HeatMatrix
  /// How each kind of link is used, near ones first.
  public let links: [LinkUse]
  /// The flow between two dies that takes links longest; `nil` where nothing moves.
  public let slowest: Flow?
  /// When each layer, and all before it, is on all dies; empty where no one asked for it.
  public let layers: [Seconds]
  /// Why there is no plan: then nothing moves and all figures are zero.
  public let problem: ReshardError?

  /// How long it takes.
  public var duration: Seconds { terms.reduce(.zero) { $0 + $1.seconds } }

  /// Plans the resharding of a scenario, as its placement has it.
  ///
  /// Never throws, so that a simulation can hold it: a scenario whose layouts do not fit has a
  /// `problem`.
  ///
  /// - Complexity: about 5 ms for 768 dies; a simulation keeps the plan for as long as cluster, model,
  ///   layouts and placement hold.
  public init(_ scenario: Scenario, strategy: ReshardStrategy? = nil) {
    let strategy = strategy ?? scenario.policy.reshard
    do throws(ReshardError) {
      self.init(
        try TransferPlan(scenario), on: scenario.cluster, strategy: strategy,
        sharesDies: scenario.policy.placement.sharesDies, bucket: scenario.policy.reshardBucket,
        transport: Transport(scenario.policy.reshardBackend, on: scenario.cluster.chip),
        layers: scenario.policy.streamsLayers ? scenario.model.layers : 0)
    } catch {
      self.init(impossible: error, strategy: strategy)
    }
  }

  /// Reckons what a strategy takes to do what a transfer plan asks for.
  ///
  /// - Parameters:
  ///   - plan: the layouts, and which bytes are needed where.
  ///   - cluster: the links.
  ///   - strategy: how bytes are moved.
  ///   - sharesDies: whether the trainer leaves the dies to rollout, and must give back memory.
  ///   - bucket: what a die's messages under way may take, point-to-point.
  ///   - transport: the software that moves them; by default, the framework on this chip.
  ///   - layers: how many layers' arrivals to reckon.
  public init(
    _ plan: TransferPlan, on cluster: Cluster, strategy: ReshardStrategy, sharesDies: Bool,
    bucket: Bytes = ReshardStrategy.standardBucket, transport: Transport? = nil, layers: Int = 0
  ) {
    precondition(bucket > .zero, "a bucket of \(bucket) holds nothing")
    let neighbourhood = Neighbourhood(cluster)
    let reckoning = Reckoning(
      plan: plan, cluster: cluster, neighbourhood: neighbourhood,
      transport: transport ?? .framework(on: cluster.chip), bucket: bucket.count)
    let outcome =
      switch strategy {
      case .gather: reckoning.gather()
      case .directed: reckoning.directed()
      case .pointToPoint: reckoning.pointToPoint()
      }
    title = "\(plan.source.name) → \(plan.target.name)"
    self.strategy = strategy
    fabricBytes = Bytes(outcome.traffic.total)
    mostBytesPerDie = Bytes(outcome.traffic.mostReceived)
    launches = outcome.launches
    extraMemory = Bytes(outcome.extra)
    terms = reckoning.staging() + outcome.terms + (sharesDies ? reckoning.release() : [])
    bound = ReshardBound(plan, on: cluster)
    heat = outcome.heat
    links = outcome.traffic.links(neighbourhood)
    slowest = outcome.slowest
    let whole = terms.reduce(Seconds.zero) { $0 + $1.seconds }
    self.layers = plan.arrivals(of: layers, by: strategy, on: cluster).map { whole * $0 }
    problem = nil
  }

  /// Why the plan cannot be carried out where so much memory is free; `nil` if it can.
  public func problem(inRoom room: Bytes) -> ReshardError? {
    if let problem { return problem }
    return extraMemory > max(.zero, room)
      ? .extra(strategy, needed: extraMemory, room: room) : nil
  }

  private init(impossible problem: ReshardError, strategy: ReshardStrategy) {
    title = "no plan"
    self.strategy = strategy
    fabricBytes = .zero
    mostBytesPerDie = .zero
    launches = 0
    extraMemory = .zero
    terms = []
    bound = ReshardBound()
    heat = HeatMatrix()
    links = []
    slowest = nil
    layers = []
    self.problem = problem
  }
}

extension TransferPlan {
  /// Plans the way from a scenario's training layout to its rollout layout.
  ///
  /// - Throws: `ReshardError` where a layout has more ranks than dies, or a slice has no copy.
  public init(_ scenario: Scenario, without lost: [Int] = []) throws(ReshardError) {
    let plan = try TransferPlan(
      TensorCatalogue(scenario.model),
      from: WeightLayout(scenario.training, model: scenario.model, dies: scenario.trainingDies),
      to: WeightLayout(scenario.rollout, model: scenario.model, dies: scenario.rolloutDies),
      on: scenario.cluster, without: lost)
    self =
      scenario.policy.reshardOrder == .given
      ? plan : try plan.regrouped(within: scenario.cluster.diesPerServer, on: scenario.cluster)
  }
}
