import CostModel
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
