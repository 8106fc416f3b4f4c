import CostModel
import Quantities
import Resharding
import Specification
import TestKit
import Testing

/// What holds for any two layouts on any dies.
struct PlanPropertyTests {
  private static func pair(
    _ seed: UInt64
  ) throws -> (plan: TransferPlan, dice: Dice) {
    var dice = Dice(state: seed)
    let model = dice.model()
    let cluster = CarryOutTests.cluster
    let plan = try TransferPlan(
      TensorCatalogue(model), from: dice.layout("a", model: model, dies: cluster.dies),
      to: dice.layout("b", model: model, dies: cluster.dies), on: cluster)
    return (plan, dice)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `every range comes from the nearest die that holds it`(seed: UInt64) throws {
    let (plan, _) = try Self.pair(seed)
    let own = try TransferPlan(
      plan.catalogue, from: plan.source, to: plan.source, on: CarryOutTests.cluster)
    // Holders by tensor and range, for bundles of the two plans are not the same.
    func tensors(_ plan: TransferPlan, _ move: TransferPlan.Move) -> [Int] {
      plan.bundles[Int(move.bundle)].tensors
    }
    var held: [Int: [(die: Int, parts: Range<Int>)]] = [:]
    for move in own.moves {
      for tensor in tensors(own, move) {
        held[tensor, default: []].append((Int(move.to), move.parts))
      }
    }
    func tier(_ a: Int, _ b: Int) -> Int {
      [1, 2, 4, 12, 36].firstIndex { a / $0 == b / $0 } ?? 5
    }
    for move in plan.moves {
      let used = tier(Int(move.from), Int(move.to))
      for tensor in tensors(plan, move) {
        for other in held[tensor] ?? [] where other.parts.overlaps(move.parts) {
          #expect(tier(other.die, Int(move.to)) >= used)
        }
      }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>, ReshardStrategy.allCases)
  func `links, matrix and terms of every strategy add up to what it says`(
    seed: UInt64, strategy: ReshardStrategy
  ) throws {
    let (plan, _) = try Self.pair(seed)
    for backend in ReshardBackend.allCases {
      let cluster = CarryOutTests.cluster
      let one = ReshardPlan(
        plan, on: cluster, strategy: strategy, sharesDies: true,
        transport: Transport(backend, on: cluster.chip))
      #expect(one.links.reduce(.zero) { $0 + $1.bytes } == one.fabricBytes)
      #expect(one.heat.bytes.joined().reduce(.zero, +) == one.fabricBytes)
      #expect(one.terms.allSatisfy { $0.seconds >= .zero && !$0.source.text.isEmpty })
      if strategy == .pointToPoint {
        #expect(one.fabricBytes == one.bound.bytes)
        #expect(one.mostBytesPerDie == one.bound.mostBytesPerDie)
        #expect(one.duration >= one.bound.seconds)
        #expect(one.extraMemory <= ReshardStrategy.standardBucket)
      }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `what a die sends and receives in a round fits into one bucket`(seed: UInt64) throws {
    var (plan, dice) = try Self.pair(seed)
    let bucket = Bytes(dice.pick([600, 5000, 1 << 20]))
    let cluster = CarryOutTests.cluster
    let schedule = TransferSchedule(plan, on: cluster, bucket: bucket)
    var staged = [Int64](repeating: 0, count: (schedule.rounds + 1) * cluster.dies)
    for message in schedule.messages {
      for die in [message.from, message.to] {
        staged[message.round * cluster.dies + die] += message.bytes.count
      }
    }
    #expect(staged.allSatisfy { $0 <= bucket.count })
    let size = TransferSchedule.size(plan, on: cluster, bucket: bucket)
    #expect(size.messages == schedule.messages.count && size.rounds == schedule.rounds)
  }

  @Test(arguments: 0..<60 as Range<UInt64>, [nil, 4])
  func `a regrouped plan is never worse than the given order`(seed: UInt64, block: Int?) throws {
    let (plan, _) = try Self.pair(seed)
    let cluster = CarryOutTests.cluster
    let other = try plan.regrouped(within: block, on: cluster)
    let before = ReshardPlan(plan, on: cluster, strategy: .pointToPoint, sharesDies: false)
    let after = ReshardPlan(other, on: cluster, strategy: .pointToPoint, sharesDies: false)
    #expect(after.fabricBytes <= before.fabricBytes)
    #expect(after.mostBytesPerDie <= before.mostBytesPerDie)
    #expect(after.terms.last?.seconds ?? .zero <= before.terms.last?.seconds ?? .zero)
    #expect(other.target.dies.sorted() == plan.target.dies.sorted())
    guard let block else { return }
    for (old, new) in zip(plan.target.dies, other.target.dies) {
      #expect(old / block == new / block)
    }
  }

  @Test(arguments: [
    ("tp4-pp8-ep8", "tp2-ep256", 0..<768, 0..<768), ("tp8-pp8-ep8", "tp4-ep64", 0..<768, 0..<768),
    ("tp4-pp16-vpp2-ep8", "tp2-ep256", 0..<768, 0..<768),
    ("tp4-pp8-ep32", "tp1-dp128-ep128-int8", 0..<512, 512..<768),
    ("tp4-pp6-ep64-cp2", "tp1 dp320 ep320 red32 shared32", 0..<768, 0..<768),
  ])
  func `for Pangu the plan is the byte bound, in one bucket, whatever the layouts`(
    from: String, to: String, training: Range<Int>, rollout: Range<Int>
  ) throws {
    let scenario = Scenario.panguCM384
    let model = scenario.model
    let plan = try TransferPlan(
      TensorCatalogue(model),
      from: LayoutWords(from).training(over: scenario.training, model: model, dies: training),
      to: LayoutWords(to).rollout(over: scenario.rollout, model: model, dies: rollout),
      on: scenario.cluster)
    let one = ReshardPlan(
      plan, on: scenario.cluster, strategy: .pointToPoint, sharesDies: training == rollout)
    #expect(one.fabricBytes > .zero && one.fabricBytes == one.bound.bytes)
    #expect(one.mostBytesPerDie == one.bound.mostBytesPerDie)
    #expect(one.extraMemory <= ReshardStrategy.standardBucket)
    let links = try #require(one.terms.first { $0.name.hasPrefix("links") })
    #expect(links.seconds.value <= 1.25 * one.bound.seconds.value)
  }

  @Test func `each backend has the cause that sets it apart`() {
    func terms(_ backend: ReshardBackend, _ strategy: ReshardStrategy) -> [CostTerm] {
      var scenario = Scenario.panguCM384
      scenario.policy.reshardBackend = backend
      return ReshardPlan(scenario, strategy: strategy).terms
    }
    func seconds(_ terms: [CostTerm], _ name: String) -> Double? {
      terms.first { $0.name == name }?.seconds.value
    }
    let plain = terms(.collectives, .directed)
    let reads = terms(.transferEngine, .directed)
    let staged = terms(.checkpointEngine, .gather)
    // One side alone reads: no meeting of all ranks.
    #expect((seconds(reads, "collectives") ?? 1) < 0.1 * (seconds(plain, "collectives") ?? 0))
    #expect(seconds(plain, "weights to hosts") == nil)
    #expect((seconds(staged, "weights to hosts") ?? 0) > 0)
    #expect((seconds(staged, "memory given back") ?? 0) > 0)
    // What enters a server once, through all its ports, is there sooner.
    let gathered = terms(.collectives, .gather).reduce(0) { $0 + $1.seconds.value }
    #expect(staged.reduce(0) { $0 + $1.seconds.value } < gathered)
  }

  @Test func `a scenario's rank order moves less, inside its servers`() throws {
    var scenario = try ReshardPlanTests.scenario("deepseek-r1-a3-128")
    let given = try TransferPlan(scenario)
    scenario.policy.reshardOrder = .overlap
    let other = try TransferPlan(scenario)
    #expect(other.traffic.total < given.traffic.total)
    for (old, new) in zip(given.target.dies, other.target.dies) { #expect(old / 16 == new / 16) }
  }
}
