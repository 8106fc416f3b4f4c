import Quantities
import Resharding
import Specification
import TestKit
import Testing

struct CarryOutTests {
  /// 36 dies: cards of 2, servers of 4, supernodes of 12.
  static var cluster: Cluster {
    var cluster = Cluster.cloudMatrix384
    cluster.chip.diesPerCard = 2
    cluster.cardsPerServer = 2
    cluster.serversPerSupernode = 3
    cluster.supernodes = 3
    return cluster
  }

  /// Tensors of bytes by dice.
  static func full(_ catalogue: TensorCatalogue, size: Int, _ dice: inout Dice) -> [[UInt8]] {
    catalogue.tensors.map { tensor in
      (0..<tensor.elements * size).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
    }
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `a plan carried out leaves what direct sharding leaves`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let model = dice.model()
    let catalogue = TensorCatalogue(model)
    let dies = Self.cluster.dies
    let source = dice.layout("source", model: model, dies: dies)
    let target = dice.layout("target", model: model, dies: dies)
    let full = Self.full(catalogue, size: 2, &dice)
    let plan = try TransferPlan(catalogue, from: source, to: target, on: Self.cluster)
    let before = DirectSharding(catalogue: catalogue, layout: source, full: full)
    let after = DirectSharding(catalogue: catalogue, layout: target, full: full)
    let bucket = dice.pick([30, 256, 1 << 20])
    let delivery = plan.carryOut(before.weights(), bucket: bucket)
    let wanted = after.weights()
    #expect(delivery.weights == wanted)
    #expect(delivery.largestMessage <= bucket)
    let places = wanted.memory.joined().reduce(0) { $0 + ($1?.bytes.count ?? 0) / 2 }
    #expect(delivery.written == places)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `shards of copies are gathered and cut like anything else`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var model = dice.model()
    model.attention = .grouped(heads: 8, keyValueHeads: 2, headDimension: 4)
    let catalogue = TensorCatalogue(model)
    let source = dice.shards("source", model: model, dies: Self.cluster.dies)
    let target =
      dice.pick([true, false])
      ? dice.shards("target", model: model, dies: Self.cluster.dies)
      : dice.layout("target", model: model, dies: Self.cluster.dies)
    let full = Self.full(catalogue, size: 2, &dice)
    let plan = try TransferPlan(catalogue, from: source, to: target, on: Self.cluster)
    let before = DirectSharding(catalogue: catalogue, layout: source, full: full)
    let after = DirectSharding(catalogue: catalogue, layout: target, full: full)
    #expect(plan.carryOut(before.weights(), bucket: 64).weights == after.weights())
  }

  /// Formats of training and rollout, and back again.
  static let formats: [(Precision, Precision)] = [
    (.fp32, .bf16), (.bf16, .fp32), (.bf16, .int8), (.fp32, .fp8), (.int8, .bf16), (.fp8, .fp8),
    (.int8, .fp8),
  ]

  @Test(arguments: 0..<8 as Range<UInt64>, formats)
  func `numbers change their format as if converted whole`(
    seed: UInt64, formats: (Precision, Precision)
  ) throws {
    var dice = Dice(state: seed)
    var model = dice.model()
    model.attention = .grouped(heads: 8, keyValueHeads: 2, headDimension: 4)
    let catalogue = TensorCatalogue(model)
    let inShards = formats.0.bytes > 1 && dice.pick([true, false])
    var source =
      inShards
      ? dice.shards("source", model: model, dies: Self.cluster.dies)
      : dice.layout("source", model: model, dies: Self.cluster.dies)
    source.precision = formats.0
    var target = dice.layout("target", model: model, dies: Self.cluster.dies)
    target.precision = formats.1
    let whole = WholeWeights(catalogue, precision: formats.0, &dice)
    let plan = try TransferPlan(catalogue, from: source, to: target, on: Self.cluster)
    let delivery = plan.carryOut(whole.cut(for: source), bucket: 128)
    #expect(delivery.weights == whole.converted(to: formats.1).cut(for: target))
  }
}
