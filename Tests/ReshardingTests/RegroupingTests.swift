import Quantities
import Resharding
import Specification
import TestKit
import Testing

struct RegroupingTests {
  private static func kept(
    _ catalogue: TensorCatalogue, _ source: WeightLayout, _ target: WeightLayout
  ) throws -> [Int64] {
    let cluster = CarryOutTests.cluster
    let plan = try TransferPlan(catalogue, from: source, to: target, on: cluster)
    return (0..<cluster.dies).map { plan.traffic.kept(by: $0) }
  }

  @Test(arguments: 0..<80 as Range<UInt64>)
  func `regrouped ranks keep no fewer bytes where they are`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let model = dice.model()
    let catalogue = TensorCatalogue(model)
    let source = dice.layout("a", model: model, dies: CarryOutTests.cluster.dies)
    let target = dice.layout("b", model: model, dies: CarryOutTests.cluster.dies)
    let regrouped = try target.regrouped(toOverlap: source, catalogue)
    let before = try Self.kept(catalogue, source, target).reduce(0, +)
    let after = try Self.kept(catalogue, source, regrouped).reduce(0, +)
    #expect(after >= before)
    #expect(regrouped.dies.sorted() == target.dies.sorted())
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `no order of a few ranks keeps more than the regrouped one`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let model = dice.model()
    let catalogue = TensorCatalogue(model)
    var source = dice.layout("a", model: model, dies: 6)
    source.tensor = dice.pick([1, 2])
    source.ranksPerStage = 2
    source.expert = dice.pick([1, 2])
    source.stages = [Array(0..<model.layers)]
    source.replicas = 2
    source.dies = [0, 1, 2, 3]
    var target = source
    target.tensor = 2
    target.expert = dice.pick([1, 2])
    target.dies = [2, 0, 1, 3]
    let best = try Self.kept(
      catalogue, source, target.regrouped(toOverlap: source, catalogue)
    ).reduce(0, +)
    for order in Self.orders(of: [0, 1, 2, 3]) {
      target.dies = order
      #expect(try Self.kept(catalogue, source, target).reduce(0, +) <= best)
    }
  }

  @Test func `an order that needs no die to give anything up is found`() throws {
    // Quarters become halves on the same four dies: each die's quarter must be in the half it gets.
    var dice = Dice(state: 1)
    var model = dice.model()
    model.attention = .grouped(heads: 8, keyValueHeads: 4, headDimension: 4)
    model.experts = nil
    let catalogue = TensorCatalogue(model)
    let layers = [Array(0..<model.layers)]
    let source = WeightLayout(
      name: "TP4", tensor: 4, ranksPerStage: 4, stages: layers, dies: [0, 1, 2, 3])
    let target = WeightLayout(
      name: "TP2", tensor: 2, ranksPerStage: 2, stages: layers, replicas: 2, dies: [0, 1, 2, 3])
    let all = try Self.kept(catalogue, source, source)
    #expect(try Self.kept(catalogue, source, target) != all)
    let regrouped = try target.regrouped(toOverlap: source, catalogue)
    #expect(try Self.kept(catalogue, source, regrouped) == all)
  }

  @Test func `an order that cannot be bettered is kept`() throws {
    let scenario = try ReshardPlanTests.scenario("pangu-cm384")
    let source = WeightLayout(
      scenario.training, model: scenario.model, dies: scenario.trainingDies)
    let target = WeightLayout(scenario.rollout, model: scenario.model, dies: scenario.rolloutDies)
    #expect(try target.regrouped(toOverlap: source, TensorCatalogue(scenario.model)) == target)
  }

  private static func orders(of dies: [Int]) -> [[Int]] {
    guard dies.count > 1 else { return [dies] }
    return dies.indices.flatMap { index in
      var rest = dies
      let first = rest.remove(at: index)
      return orders(of: rest).map { [first] + $0 }
    }
  }
}
