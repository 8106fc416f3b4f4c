import EventKernel
import Quantities

extension Benchmark {
  /// What a fork costs, with the copying that the first events after it set off.
  static let fork = Benchmark(
    name: "fork", title: "Fork of an engine, and a thousand events in the fork", unit: "forks",
    cases: [1_000, 10_000, 100_000].map { pending in
      Case(name: "\(pending) pending", count: 20) {
        var random = RandomStream(seed: 1, purpose: .init("fork"))
        var engine = Engine(world: RestartWorld())
        for number in 0..<pending {
          engine.schedule(UInt32(number), at: .seconds(random.exponential(mean: 1)))
        }
        return {
          for _ in 0..<20 {
            var fork = engine
            let end = fork.processedCount + 1_000
            while fork.processedCount < end { fork.step() }
          }
        }
      }
    })
}

private struct RestartWorld: World {
  mutating func handle(_ event: UInt32, in context: inout Context<UInt32>) {
    context.schedule(event, after: .seconds(1))
  }
}
