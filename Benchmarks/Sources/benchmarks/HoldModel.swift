import EventKernel
import Quantities

extension Benchmark {
  /// The hold model: every event that happens schedules one, so that their number stays the same.
  ///
  /// (D. W. Jones, "An empirical comparison of priority-queue and event-set implementations",
  /// Communications of the ACM 29, 1986.) Through the whole engine, clock and handler included.
  static let holdModel = Benchmark(
    name: "hold-model", title: "Hold model: pop and push through the engine", unit: "events",
    cases: [1_000, 10_000, 100_000, 1_000_000].map {
      holdCase("\($0) pending, exponential delays", pending: $0, delays: exponentialDelays)
    } + [
      holdCase("10000 pending, one in five delays zero", pending: 10_000, delays: tiedDelays),
      holdCase("10000 pending, whole microseconds", pending: 10_000, delays: roundDelays),
      holdCase("10000 pending, seconds and nanoseconds", pending: 10_000, delays: mixedDelays),
    ])

  private static func holdCase(
    _ name: String, pending: Int, delays: [SimDuration]
  ) -> Case {
    let count = 2_000_000
    // At least 20 M events a second, where 10,000 are pending.
    return Case(name: name, count: count, budget: pending == 10_000 ? 50 : nil) {
      var engine = Engine(world: HoldWorld(delays: delays))
      for number in 0..<pending {
        let delay = delays[number & (delays.count - 1)]
        engine.schedule(.hold(number: UInt32(number)), at: .zero + delay)
      }
      return {
        engine.world.left = count
        engine.run(while: { $0.left > 0 })
      }
    }
  }

  /// Delays of a millisecond in the mean, drawn beforehand so that only the engine is measured.
  private static let exponentialDelays: [SimDuration] = {
    var random = RandomStream(seed: 1, purpose: .init("delays"))
    return (0..<1 << 16).map { _ in .seconds(random.exponential(mean: 1e-3)) }
  }()

  private static let tiedDelays = exponentialDelays.enumerated().map { number, delay in
    number % 5 == 0 ? SimDuration.zero : delay
  }

  private static let roundDelays = exponentialDelays.map { delay in
    SimDuration(nanoseconds: delay.nanoseconds / 1_000 * 1_000)
  }

  private static let mixedDelays = exponentialDelays.enumerated().map { number, delay in
    SimDuration(
      nanoseconds: number % 2 == 0 ? delay.nanoseconds * 1_000 : delay.nanoseconds / 1_000)
  }
}

/// Schedules every event again.
private struct HoldWorld: World {
  enum Event: Sendable { case hold(number: UInt32) }

  let delays: [SimDuration]
  var left = 0

  mutating func handle(_ event: Event, in context: inout Context<Event>) {
    left -= 1
    context.schedule(event, after: delays[left & (delays.count - 1)])
  }
}
