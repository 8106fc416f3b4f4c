import CostModel
import Quantities
import Resharding
import Specification
import Testing

struct ReshardPlanTests {
  /// One supernode or less, for a debug build takes its time over four.
  static let names = ["pangu-cm384", "deepseek-r1-a3-128", "qwen3-235b-a3-64"]

  static func scenario(_ name: String) throws -> Scenario {
    try #require(Scenario.presets.first { $0.name == name }).value
  }

  @Test(arguments: names)
  func `point-to-point moves what the bound demands and no byte more`(name: String) throws {
    let plan = ReshardPlan(try Self.scenario(name), strategy: .pointToPoint)
    #expect(plan.problem == nil)
    #expect(plan.fabricBytes == plan.bound.bytes)
    #expect(plan.mostBytesPerDie == plan.bound.mostBytesPerDie)
    #expect(plan.extraMemory <= ReshardStrategy.standardBucket)
  }

  @Test(arguments: names)
  func `each better strategy moves fewer bytes in less memory and time`(name: String) throws {
    let scenario = try Self.scenario(name)
    let plans = ReshardStrategy.allCases.map { ReshardPlan(scenario, strategy: $0) }
    for (worse, better) in zip(plans, plans.dropFirst()) {
      #expect(better.fabricBytes < worse.fabricBytes)
      #expect(better.extraMemory < worse.extraMemory)
      #expect(better.duration < worse.duration)
      #expect(better.bound == worse.bound)
    }
  }

  @Test(arguments: names)
  func `no strategy is faster than the links allow`(name: String) throws {
    let scenario = try Self.scenario(name)
    for strategy in ReshardStrategy.allCases {
      let plan = ReshardPlan(scenario, strategy: strategy)
      #expect(plan.duration >= plan.bound.seconds)
      #expect(plan.terms.allSatisfy { $0.seconds > .zero && !$0.source.text.isEmpty })
    }
  }

  @Test(arguments: names)
  func `the heat matrix holds every byte that leaves a die`(name: String) throws {
    let plan = ReshardPlan(try Self.scenario(name), strategy: .pointToPoint)
    #expect(plan.heat.bytes.joined().reduce(.zero, +) == plan.fabricBytes)
    #expect(plan.heat.bytes.count == plan.heat.sources.count)
    #expect(plan.heat.bytes.allSatisfy { $0.count == plan.heat.targets.count })
  }

  @Test(arguments: names, ReshardStrategy.allCases)
  func `matrix and links of shared dies hold every byte that a strategy moves`(
    name: String, strategy: ReshardStrategy
  ) throws {
    let scenario = try Self.scenario(name)
    let plan = ReshardPlan(scenario, strategy: strategy)
    #expect(plan.heat.bytes.joined().reduce(.zero, +) == plan.fabricBytes)
    #expect(plan.heat.bytes.joined().allSatisfy { $0 >= .zero })
    #expect(plan.links.reduce(.zero) { $0 + $1.bytes } == plan.fabricBytes)
    let slowest = try #require(plan.slowest)
    #expect(slowest.from != slowest.to && slowest.bytes > .zero)
    #expect(slowest.bytes <= plan.mostBytesPerDie)
    let busiest = plan.links.map(\.busiest).max() ?? .zero
    #expect(slowest.seconds.value <= busiest.value * (1 + 1e-9))
    #expect(busiest <= plan.duration)
  }

  /// Those whose layouts half of the dies can hold: Qwen3's replica takes all 128.
  static let divisible = ["pangu-cm384", "deepseek-r1-a3-128"]

  @Test(arguments: divisible, ReshardStrategy.allCases)
  func `layers arrive in order, the last at the end`(name: String, strategy: ReshardStrategy) throws
  {
    var scenario = try Self.scenario(name)
    scenario.policy.reshardOverlap = .layers
    #expect(ReshardPlan(scenario, strategy: strategy).layers.isEmpty)
    scenario.policy.placement = .separate(trainingDies: scenario.cluster.dies / 2)
    let plan = ReshardPlan(scenario, strategy: strategy)
    #expect(plan.layers.count == scenario.model.layers)
    for (earlier, later) in zip(plan.layers, plan.layers.dropFirst()) { #expect(earlier <= later) }
    let last = try #require(plan.layers.last)
    #expect((last / plan.duration - 1).magnitude < 1e-9)
    #expect(plan.layers[0] < plan.duration * 0.6)
  }

  @Test func `balanced copies come within a tenth of the link bound on one supernode`() throws {
    let plan = ReshardPlan(try Self.scenario("pangu-cm384"), strategy: .pointToPoint)
    let links = try #require(plan.terms.first { $0.name.hasPrefix("links") })
    #expect(links.seconds.value <= 1.1 * plan.bound.seconds.value)
  }

  @Test func `pools of their own must be sent everything`() throws {
    var scenario = try Self.scenario("pangu-cm384")
    let fused = ReshardPlan(scenario, strategy: .pointToPoint)
    scenario.policy.placement = .separate(trainingDies: 384)
    let separate = ReshardPlan(scenario, strategy: .pointToPoint)
    #expect(separate.mostBytesPerDie > fused.mostBytesPerDie)
    // Six replicas, each with every weight at least once.
    let model = Double(scenario.model.parameters) * 2
    #expect(Double(separate.fabricBytes.count) > 6 * model)
  }

  @Test func `a pool too small for a replica is a problem, not a plan`() throws {
    var scenario = try Self.scenario("qwen3-235b-a3-64")
    scenario.policy.placement = .separate(trainingDies: 64)
    let plan = ReshardPlan(scenario)
    #expect(plan.problem == .ranks(layout: "TP4 EP128", ranks: 0, dies: 0))
    #expect(plan.duration == .zero)
  }

  @Test func `8-bit rollout halves what travels, scales and unquantised tensors apart`() throws {
    var scenario = try Self.scenario("pangu-cm384")
    let full = ReshardPlan(scenario, strategy: .pointToPoint)
    scenario.rollout.weights = .int8
    let half = ReshardPlan(scenario, strategy: .pointToPoint)
    let ratio = Double(half.fabricBytes.count) / Double(full.fabricBytes.count)
    #expect(ratio > 0.5 && ratio < 0.53)
  }
}
