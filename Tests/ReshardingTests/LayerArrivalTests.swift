import CostModel
import Quantities
import Resharding
import Specification
import Testing

struct LayerArrivalTests {
  @Test(arguments: ReshardPlanTests.names)
  func `layers arrive in order, and the last when the links are done`(name: String) throws {
    let scenario = try ReshardPlanTests.scenario(name)
    let plan = try TransferPlan(scenario)
    let arrivals = LayerArrivals(plan, layers: scenario.model.layers, on: scenario.cluster).seconds
    #expect(arrivals.count == scenario.model.layers)
    for (earlier, later) in zip(arrivals, arrivals.dropFirst()) { #expect(earlier <= later) }
    let whole = ReshardPlan(
      plan, on: scenario.cluster, strategy: .pointToPoint, sharesDies: false)
    let links = try #require(whole.terms.first { $0.name.hasPrefix("links") }).seconds
    let last = try #require(arrivals.last)
    #expect((last / links - 1).magnitude < 1e-9)
  }

  @Test func `rollout could begin before half the time is over`() throws {
    var scenario = try ReshardPlanTests.scenario("deepseek-r1-a3-128")
    scenario.policy.placement = .separate(trainingDies: 128)
    let arrivals = LayerArrivals(
      try TransferPlan(scenario), layers: scenario.model.layers, on: scenario.cluster
    ).seconds
    #expect(arrivals[0].value < 0.5 * arrivals[60].value)
  }
}
