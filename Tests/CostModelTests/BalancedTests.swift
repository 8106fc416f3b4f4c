import CostModel
import Quantities
import Specification
import Testing

@Test(arguments: 0..<20 as Range<UInt64>, [1, 3, 8, 40])
func `every sequence goes to one rank, and ranks come out even`(seed: UInt64, ranks: Int) {
  let lengths = Fixtures.lengths(200, cap: 3000, seed: seed)
  let shares = StepCosts.balanced(lengths, ranks: ranks)
  #expect(shares.flatMap { $0 }.sorted() == Array(lengths.indices))
  #expect(shares.allSatisfy { $0 == $0.sorted() })
  let sums = shares.map { $0.reduce(0) { $0 + lengths[$1] } }
  let counts = shares.map(\.count)
  #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
  #expect((sums.max() ?? 0) - (sums.min() ?? 0) <= 3000)
}

@Test func `no ranks cannot share anything`() async {
  await #expect(processExitsWith: .failure) {
    print(StepCosts.balanced([1], ranks: 0))
  }
}

@Test(arguments: 0..<20 as Range<UInt64>, [1, 3, 8, 40])
func `packed sequences keep their tokens and stay within the limit`(seed: UInt64, ranks: Int) {
  var scenario = Fixtures.deepSeekRun
  scenario.training.microBatchTokens = 4096
  scenario.policy.placement = .separate(trainingDies: ranks * scenario.training.diesPerReplica)
  scenario.cluster.supernodes = 16
  let lengths = Fixtures.lengths(400, cap: 3000, seed: seed)
  let batches = StepCosts(scenario).microBatches(lengths)
  #expect(batches.count == ranks)
  let all = batches.flatMap { $0 }
  #expect(all.reduce(0) { $0 + $1.tokens } == lengths.reduce(0, +))
  let pairs = lengths.reduce(0.0) { $0 + Double($1 * $1) }
  #expect(all.reduce(0) { $0 + $1.pairs } == pairs)
  #expect(all.allSatisfy { $0.tokens > 0 && $0.tokens <= 4096 })
  let counts = batches.map(\.count)
  #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
}

@Test func `a sequence longer than the limit has a micro-batch to itself`() {
  var scenario = Fixtures.deepSeekRun
  scenario.training.microBatchTokens = 100
  let batches = StepCosts(scenario).microBatches(Array(repeating: 700, count: 64))
  #expect(batches.flatMap { $0 }.allSatisfy { $0 == MicroBatch(tokens: 700) })
}

@Test func `packing uneven sequences makes the update faster`() {
  var scenario = Fixtures.deepSeekRun
  let lengths = Fixtures.lengths(2000, cap: 3000, seed: 1)
  func seconds() -> Double {
    let costs = StepCosts(scenario)
    return costs.training.update(costs.microBatches(lengths)).total.value
  }
  let single = seconds()
  scenario.training.microBatchTokens = 4096
  #expect(seconds() < single)
}
