import CostModel
import EventKernel
import Quantities
import Resharding
import Specification
import Telemetry
import TestKit
import Testing

@testable import Simulation

@Suite struct ReshardKnobTests {
  /// Seconds of resharding in each of some steps, a knob turned where one is told.
  private static func resharding(
    _ scenario: Scenario, turning knob: Knob? = nil, where isDue: (RLWorld) -> Bool = { _ in false }
  ) throws -> [Double] {
    var simulation = try Simulation(scenario)
    var sink = NullSink()
    var seconds: [Double] = []
    var knob = knob
    while seconds.count < 2 {
      let next = try #require(simulation.nextEventTime, "\(simulation.stall ?? "it goes on")")
      let version = simulation.version
      simulation.run(until: next, into: &sink)
      if let turned = knob, isDue(simulation.engine.world) {
        simulation.turn(turned, into: &sink)
        knob = nil
      }
      if simulation.version > version, let step = simulation.lastStep {
        seconds.append(step.roles[Int(Role.reshard.rawValue)].seconds)
      }
    }
    #expect(simulation.violations() == [])
    #expect(knob == nil || !isDue(simulation.engine.world))
    return seconds
  }

  private static func isAt(_ activity: Activity, _ world: RLWorld) -> Bool {
    guard let leg = world.trainer.leg else { return false }
    return world.legs[leg].activity == activity
  }

  @Test(arguments: [true, false])
  func `another way to move weights holds from the next resharding on`(isFused: Bool) throws {
    let scenario = Scenario.tiny {
      $0.policy.staleness = 0
      if !isFused { $0.policy.placement = .separate(trainingDies: 16) }
    }
    var other = scenario
    other.policy.reshard = .pointToPoint
    let knob = Knob.reshard(.pointToPoint)
    let slow = try Self.resharding(scenario)
    let fast = try Self.resharding(other)
    #expect(fast[0] < slow[0])
    // In rollout and in the update it still holds for the step under way.
    let early = try Self.resharding(scenario, turning: knob) { $0.trainer.leg == nil }
    #expect(early == fast)
    let late = try Self.resharding(scenario, turning: knob) { Self.isAt(.update, $0) }
    #expect(late == fast)
    // Once weights move, the move is ended as it was begun.
    let tooLate = try Self.resharding(scenario, turning: knob) {
      Self.isBack($0)
    }
    #expect(tooLate == [slow[0], fast[1]])
  }

  private static func isBack(_ world: RLWorld) -> Bool {
    world.trainer.leg.map { world.legs[$0].leadsBack } ?? false
  }

  @Test func `a strategy whose extra memory has no room is refused with the numbers`() throws {
    // Each die rolls out with the whole model, and has 1 GiB left beside it and training's weights.
    var scenario = Scenario.tiny {
      $0.rollout.tensor = 1
      $0.rollout.data = 8
      $0.rollout.expert = 1
    }
    scenario.cluster.chip.memory =
      scenario.cluster.chip.memory - StepCosts(scenario).reshardRoom + .gibi(1)
    scenario.policy.reshard = .pointToPoint
    let simulation = try Simulation(scenario)
    let gather = ReshardPlan(scenario, strategy: .gather)
    let room = Bytes.gibi(1)
    #expect(room < gather.extraMemory)
    #expect(
      simulation.refusal(of: .reshard(.gather))
        == "resharding by gathering whole tensors needs \(gather.extraMemory) beside the weights, the "
        + "fullest die has room for \(room); point-to-point needs no more than policy.reshard-bucket"
    )
    var wrong = scenario
    wrong.policy.reshard = .gather
    #expect(
      throws: SimulationError.reshard(.extra(.gather, needed: gather.extraMemory, room: room))
    ) { _ = try Simulation(wrong) }
  }

  @Test func `a smaller bucket makes room and costs launches`() throws {
    var scenario = Scenario.tiny { $0.policy.reshard = .pointToPoint }
    let large = ReshardPlan(scenario)
    scenario.policy.reshardBucket = Bytes(64 << 20)
    let small = ReshardPlan(scenario)
    #expect(small.extraMemory <= scenario.policy.reshardBucket)
    #expect(small.extraMemory > scenario.policy.reshardBucket * 0.9)
    #expect(small.extraMemory < large.extraMemory)
    #expect(small.launches > large.launches)
    #expect(small.fabricBytes == large.fabricBytes)
  }
}
