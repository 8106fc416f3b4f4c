import Quantities
import Resharding
import Specification
import Testing

struct CarryOutTests {
  /// 72 single-die cards: servers of 8, supernodes of 24.
  static var cluster: Cluster {
    var cluster = Cluster.cloudMatrix384
    cluster.chip.diesPerCard = 2
    cluster.cardsPerServer = 4
    cluster.serversPerSupernode = 3
    cluster.supernodes = 6
    return cluster
  }

  /// Tensors of bytes by chance.
  static func full(_ catalogue: TensorCatalogue, size: Int, _ chance: inout Chance) -> [[UInt8]] {
    catalogue.tensors.map { tensor in
      (0..<tensor.elements * size).map { _ in UInt8(truncatingIfNeeded: chance.next()) }
    }
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `a plan carried out leaves what direct sharding leaves`(seed: UInt64) throws {
    var chance = Chance(seed)
    let model = chance.model()
    let catalogue = TensorCatalogue(model)
    let dies = Self.cluster.dies
    let source = chance.layout("source", model: model, dies: dies)
    let target = chance.layout("target", model: model, dies: dies)
    let full = Self.full(catalogue, size: 2, &chance)
    let plan = try TransferPlan(catalogue, from: source, to: target, on: Self.cluster)
    let before = DirectSharding(catalogue: catalogue, layout: source, full: full, size: 2)
    let after = DirectSharding(catalogue: catalogue, layout: target, full: full, size: 2)
    let bucket = chance.one(of: [2, 30, 256, 1 << 20])
    let delivery = plan.carryOut(before.weights(), bucket: bucket)
    let wanted = after.weights()
    #expect(delivery.weights == wanted)
    #expect(delivery.largestMessage <= bucket)
    let places = wanted.memory.joined().reduce(0) { $0 + ($1?.bytes.count ?? 0) / 2 }
    #expect(delivery.written == places)
  }
}
