import Quantities
import Resharding
import Specification
import TestKit
import Testing

/// Plans whose sources are what a failure has left.
struct LostDieTests {
  @Test(arguments: 0..<120 as Range<UInt64>)
  func `whoever is alive gets all it lacks from others who are`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let model = dice.model()
    let catalogue = TensorCatalogue(model)
    let cluster = CarryOutTests.cluster
    let source = dice.layout("a", model: model, dies: cluster.dies)
    let target = dice.layout("b", model: model, dies: cluster.dies)
    let lost = Array((0..<cluster.dies).shuffled(using: &dice).prefix(dice.pick([1, 2, 5])))
    let whole = try TransferPlan(catalogue, from: source, to: target, on: cluster)
    guard
      let plan = try? TransferPlan(
        catalogue, from: source, to: target, on: cluster, without: lost)
    else {
      let error = #expect(throws: ReshardError.self) {
        try TransferPlan(catalogue, from: source, to: target, on: cluster, without: lost)
      }
      let names = lost.sorted().map(String.init).joined(separator: ", ")
      let words = error?.description ?? ""
      #expect(words.contains(": no copy of ") && words.hasSuffix("; lost dies: \(names)"))
      // With as many copies of the whole as dies are lost, and one more, one is always left.
      #expect(source.replicas <= lost.count)
      return
    }
    for move in plan.moves {
      #expect(!lost.contains(Int(move.from)) && !lost.contains(Int(move.to)))
    }
    for die in 0..<cluster.dies where !lost.contains(die) {
      let (all, rest) = (whole.traffic, plan.traffic)
      #expect(rest.received(by: die) == all.received(by: die))
      #expect(rest.kept(by: die) == all.kept(by: die))
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `the optimizer's own shards are sources like any other`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var model = dice.model()
    model.attention = .grouped(heads: 8, keyValueHeads: 2, headDimension: 4)
    let catalogue = TensorCatalogue(model)
    let cluster = CarryOutTests.cluster
    // ZeRO-1: each rank has the master weights of its share alone, in FP32.
    var source = dice.shards("masters", model: model, dies: cluster.dies)
    source.precision = .fp32
    let target = dice.layout("rollout", model: model, dies: cluster.dies)
    let whole = WholeWeights(catalogue, precision: .fp32, &dice)
    let plan = try TransferPlan(catalogue, from: source, to: target, on: cluster)
    let bound = ReshardBound(plan, on: cluster)
    #expect(plan.traffic.total == bound.bytes.count)
    let delivery = plan.carryOut(whole.cut(for: source), bucket: 96)
    #expect(delivery.weights == whole.converted(to: .bf16).cut(for: target))
  }
}
