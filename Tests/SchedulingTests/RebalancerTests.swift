import TestKit
import Scheduling
import Testing

@Suite struct RebalancerTests {
  private let buckets = [4, 8, 16, 32, 64]

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `the largest bucket becomes as small as it can, with as few migrations as that takes`(
    seed: UInt64
  ) {
    var dice = Dice(state: seed)
    let rebalancer = Rebalancer(buckets: buckets)
    var running: [Int?] = (0..<Int.random(in: 1...20, using: &dice)).map { _ in
      Int.random(in: 0..<9, using: &dice) == 0 ? nil : Int.random(in: 0...64, using: &dice)
    }
    let counts = running.compactMap { $0 }
    let total = counts.reduce(0, +)
    let moves = rebalancer.moves(running: running)
    guard !counts.isEmpty, total > 0 else {
      #expect(moves.isEmpty)
      return
    }
    let best = rebalancer.bucket(for: (total + counts.count - 1) / counts.count)
    let surplus = counts.reduce(0) { $0 + max(0, $1 - best) }
    #expect(moves.reduce(0) { $0 + $1.samples } == surplus)
    for move in moves {
      #expect(running[move.from] != nil && running[move.to] != nil)
      running[move.from] = (running[move.from] ?? 0) - move.samples
      running[move.to] = (running[move.to] ?? 0) + move.samples
    }
    #expect(running.compactMap { $0 }.reduce(0, +) == total)
    #expect(running.compactMap { $0 }.allSatisfy { $0 >= 0 && $0 <= max(best, 4) })
  }

  @Test func `nothing moves where the largest bucket would stay`() {
    let rebalancer = Rebalancer(buckets: buckets)
    #expect(rebalancer.moves(running: [8, 5, 5, 6]) == [])
    #expect(rebalancer.moves(running: [3, 0, 0, 0]) == [])
    #expect(rebalancer.moves(running: [nil, nil]) == [])
    #expect(rebalancer.moves(running: [9, 0]) == [.init(from: 0, to: 1, samples: 1)])
  }
}
