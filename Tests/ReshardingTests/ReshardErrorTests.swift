import Quantities
import Resharding
import Specification
import Testing

struct ReshardErrorTests {
  @Test func `experts that died with all their copies are named`() throws {
    let scenario = try ReshardPlanTests.scenario("pangu-cm384")
    // Rank 2 of stage 1 and the rank of the other copy of its experts.
    let error = #expect(throws: ReshardError.self) {
      try TransferPlan(scenario, without: [194, 130])
    }
    #expect(
      error?.description
        == "layers.10.experts.gate: no copy of experts 8 to 11 is left for die 2; "
        + "lost dies: 130, 194")
  }

  @Test func `a die that died alone is made up for by its copies`() throws {
    let scenario = try ReshardPlanTests.scenario("pangu-cm384")
    let plan = try TransferPlan(scenario, without: [130])
    #expect(plan.traffic.sent(by: 130) == 0)
    #expect(plan.traffic.received(by: 130) == 0)
    #expect(plan.traffic.sent(by: 194) > (try TransferPlan(scenario)).traffic.sent(by: 194))
  }

  @Test func `heads that do not divide are named with their number`() throws {
    let model = Transformer.panguUltraMoE
    let layout = WeightLayout(
      name: "TP48", tensor: 48, ranksPerStage: 48, expert: 48, stages: [Array(0..<61)],
      dies: Array(0..<48))
    let error = #expect(throws: ReshardError.self) {
      try layout.check(TensorCatalogue(model), layers: 61)
    }
    #expect(
      error?.description == "layers.0.attention.query_up: 128 heads do not divide by 48 in TP48 "
        + "on dies 0 to 47; write 32 or 64")
  }

  @Test func `experts over more ranks than there are have no home`() throws {
    let model = Transformer.panguUltraMoE
    var layout = WeightLayout(
      name: "TP4 EP64", tensor: 4, ranksPerStage: 32, expert: 64, stages: [Array(0..<61)],
      dies: Array(0..<32))
    #expect(
      throws: ReshardError.expertRanks(
        degree: 64, ranksPerStage: 32, layout: "TP4 EP64", dies: 0...31)
    ) {
      try layout.check(TensorCatalogue(model), layers: 61)
    }
    layout.stages = [Array(0..<60)]
    #expect(throws: ReshardError.layers(layout: "TP4 EP64", held: 60, model: 61)) {
      try layout.check(TensorCatalogue(model), layers: 61)
    }
  }

  @Test func `a die without room for both copies and a bucket is told with the amounts`() throws {
    let scenario = try ReshardPlanTests.scenario("pangu-cm384")
    let plan = try TransferPlan(scenario)
    var cluster = scenario.cluster
    let room = try plan.largestBucket(on: cluster)
    #expect(room > ReshardStrategy.standardBucket)
    cluster.chip.memory = cluster.chip.memory - room + Bytes(1)
    #expect(try plan.largestBucket(on: cluster) == Bytes(1))
    cluster.chip.memory = .gibi(32)
    let problem = #expect(throws: ReshardError.self) { try plan.largestBucket(on: cluster) }
    let words = problem?.description ?? ""
    #expect(words.hasPrefix("die "))
    #expect(words.contains(" of it embedding, leave no room for a bucket in its 32.0"))
  }

  @Test func `dies that a cluster does not have cannot hold ranks`() throws {
    let scenario = try ReshardPlanTests.scenario("deepseek-r1-a3-128")
    let catalogue = TensorCatalogue(scenario.model)
    let layout = WeightLayout(scenario.rollout, model: scenario.model, dies: 0..<256)
    #expect(throws: ReshardError.ranks(layout: "TP2 EP128", ranks: 256, dies: 128)) {
      try TransferPlan(catalogue, from: layout, to: layout, on: .a3x64)
    }
  }
}
