import CostModel
import EventKernel
import Quantities
import Resharding
import Specification
import Telemetry
import Testing

@testable import Simulation

@Suite struct ReshardOverlapTests {
  /// Shared dies that keep the optimizer's state between updates.
  private static func shared(_ overlap: ReshardOverlap, memory: Bytes? = nil) -> TrainingPlan {
    TrainingPlan(
      .tiny {
        $0.training.swapsOptimizer = false
        $0.policy.reshardOverlap = overlap
        if let memory { $0.cluster.chip.memory = memory }
      })
  }

  private static func whole(_ legs: [Leg]) -> SimDuration {
    legs.reduce(.zero) { $0 + $1.duration }
  }

  @Test func `host copies beside the weights make a switch as long as the slower of the two`()
    throws
  {
    let serial = Self.shared(.none)
    let beside = Self.shared(.host)
    let costs = serial.costs
    let copies =
      SimDuration(costs.offload(serial.optimizer)) + SimDuration(costs.offload(serial.weights))
    let move = SimDuration(serial.reshard.duration)
    #expect(copies > .zero && move > .zero)
    #expect(Self.whole(serial.backToRollout()) == copies + move)
    // There is room for both copies of the weights and the optimizer's state at once.
    #expect(costs.reshardRoom > serial.optimizer + serial.reshard.extraMemory)
    #expect(Self.whole(beside.backToRollout()) == max(copies, move))
    #expect(beside.backToRollout().last?.memory == .rollout)
  }

  @Test func `on a full die weights wait until enough of the optimizer's state has left`() throws {
    let roomy = Self.shared(.host)
    let needed = roomy.costs.reshardRoom - roomy.reshard.extraMemory
    // As much less memory as leaves room for half of the optimizer's state.
    let half = roomy.optimizer * 0.5
    let plan = Self.shared(.host, memory: roomy.scenario.cluster.chip.memory - needed + half)
    let status = try #require(plan.backToRollout().first?.reshard)
    let move = try #require(status.parts.first { $0.movesWeights })
    let rest = plan.optimizer - half
    #expect(move.start == SimDuration(plan.costs.offload(rest)))
    #expect(move.start > .zero)
  }

  @Test func `the optimizer's state is loaded while the update computes`() throws {
    func legs(_ overlap: ReshardOverlap) -> [Leg] {
      var plan = Self.shared(overlap)
      return plan.legs(
        lengths: Array(repeating: 500, count: 64), unread: Array(repeating: 500, count: 64))
    }
    func loading(_ legs: [Leg]) -> SimDuration {
      Self.whole(legs.filter { $0.reshard?.title == "reference → update" })
    }
    let (serial, beside) = (legs(.none), legs(.host))
    let plan = Self.shared(.none)
    let state = SimDuration(plan.costs.onload(plan.optimizer))
    #expect(loading(serial) == loading(beside) + state)
    let longer =
      Self.whole(beside.filter { $0.role == .update })
      - Self.whole(serial.filter { $0.role == .update })
    #expect(longer >= .zero && longer < state)
  }

  @Test(arguments: ReshardOverlap.allCases, ReshardStrategy.allCases)
  func `the legs of a switch last as long as its parts`(
    overlap: ReshardOverlap, strategy: ReshardStrategy
  ) throws {
    for placement in [Placement.fused, .separate(trainingDies: 16)] {
      let plan = TrainingPlan(
        .tiny {
          $0.policy.placement = placement
          $0.policy.reshard = strategy
          $0.policy.reshardOverlap = overlap
        })
      let legs = plan.backToRollout()
      var elapsed = SimDuration.zero
      for leg in legs {
        let status = try #require(leg.reshard)
        #expect(status.elapsed == elapsed)
        elapsed = elapsed + leg.duration
        #expect(elapsed <= status.duration)
      }
      #expect(elapsed == legs.first?.reshard?.duration)
      #expect(legs.contains { !$0.arrivals.isEmpty } == plan.scenario.policy.streamsLayers)
    }
  }

  /// Tokens a second over some steps of a run with pools of its own.
  private static func rate(_ overlap: ReshardOverlap, _ coupling: Coupling) throws -> Double {
    let scenario = Scenario.tiny {
      $0.policy.placement = .separate(trainingDies: 16)
      $0.policy.coupling = coupling
      $0.policy.reshardOverlap = overlap
    }
    var simulation = try Simulation(scenario)
    var sink = NullSink()
    var tokens = 0
    for _ in 0..<4 {
      let step = simulation.runStep(into: &sink)
      tokens += try #require(step, "\(simulation.stall ?? "")").tokens
      #expect(simulation.violations() == [])
    }
    return Double(tokens) / simulation.now.seconds
  }

  @Test(arguments: Coupling.allCases)
  func `rollout that begins on the first layers is faster`(coupling: Coupling) throws {
    #expect(try Self.rate(.layers, coupling) > Self.rate(.none, coupling))
  }

  @Test func `nothing is written before the last layer is there`() throws {
    var simulation = try Simulation(
      .tiny {
        $0.policy.placement = .separate(trainingDies: 16)
        $0.policy.staleness = 0
        $0.policy.reshardOverlap = .layers
      })
    var sink = NullSink()
    var read = 0
    while read == 0 || simulation.engine.world.isTrailing {
      let next = try #require(simulation.nextEventTime)
      simulation.run(until: next, into: &sink)
      let world = simulation.engine.world
      guard world.isTrailing else { continue }
      #expect(world.isRolloutOpen)
      #expect(world.version == 1)
      for replica in world.replicas { #expect(replica.mode != .decoding) }
      read += world.replicas.count { $0.mode == .prefilling }
    }
    #expect(simulation.violations() == [])
  }

  @Test(arguments: 0..<12)
  func `a card that fails while the last layers come stops and resumes them`(card: Int) throws {
    var simulation = try Simulation(
      .tiny {
        $0.policy.placement = .separate(trainingDies: 16)
        $0.policy.reshardOverlap = .layers
      }, checksEveryEvent: true)
    var sink = NullSink()
    while !simulation.engine.world.isTrailing {
      let next = try #require(simulation.nextEventTime)
      simulation.run(until: next, into: &sink)
    }
    simulation.turn(.failCard(card), into: &sink)
    // Eight cards train; the others are two replicas that go on without each other.
    #expect(simulation.engine.world.isRolloutOpen == (card >= 8))
    for _ in 0..<2 {
      let step = simulation.runStep(into: &sink)
      #expect(step != nil, "\(simulation.stall ?? "")")
    }
    #expect(simulation.violations() == [])
  }
}
