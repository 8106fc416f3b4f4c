import EventKernel
import Quantities
import Testing

/// The engine against closed formulas.
///
/// They are those of L. Kleinrock, *Queueing Systems*, volume 1, 1975.
@Suite struct QueueTheoryTests {
  /// Erlang's C: the probability of having to wait at a counter of several servers.
  static func probabilityOfWaiting(servers: Int, load: Double) -> Double {
    let offered = load * Double(servers)
    var term = 1.0
    var sum = 0.0
    for count in 0..<servers {
      sum += term
      term *= offered / Double(count + 1)
    }
    let full = term / (1 - load)
    return full / (sum + full)
  }

  /// Mean wait over twenty runs, with its standard error; the first customers find it too empty.
  static func meanWait(_ make: (UInt64) -> QueueWorld) -> (mean: Double, error: Double) {
    let means = (0..<20).map { (seed: UInt64) -> Double in
      let waits = make(seed).run().world.waits.dropFirst(500)
      return waits.reduce(0, +) / Double(waits.count)
    }
    let mean = means.reduce(0, +) / 20
    let squares = means.reduce(0.0) { sum, value in sum + (value - mean) * (value - mean) }
    return (mean, (squares / 19 / 20).squareRoot())
  }

  @Test(arguments: [1, 2, 8], [0.6, 0.8])
  func `M/M/k queues wait as long as Erlang says`(servers: Int, load: Double) {
    let waiting = Self.probabilityOfWaiting(servers: servers, load: load)
    let theory = waiting / (Double(servers) * (1 - load))
    let (mean, error) = Self.meanWait { seed in
      QueueWorld(
        servers: servers, load: load, service: .exponential, customers: 4_000, seed: seed)
    }
    #expect((mean - theory).magnitude < 4 * error)
    #expect(error < 0.1 * theory, "a test that is too weak to fail")
  }

  @Test(arguments: [0.5, 0.8])
  func `M/D/1 queues wait as long as Pollaczek and Khinchine say`(load: Double) {
    let theory = load / (2 * (1 - load))
    let (mean, error) = Self.meanWait { seed in
      QueueWorld(servers: 1, load: load, service: .fixed, customers: 4_000, seed: seed)
    }
    #expect((mean - theory).magnitude < 4 * error)
    #expect(error < 0.05 * theory, "a test that is too weak to fail")
  }

  @Test(arguments: 0..<5 as Range<UInt64>, [1, 3])
  func `Little's law holds`(seed: UInt64, servers: Int) {
    let queue = QueueWorld(
      servers: servers, load: 0.8, service: .exponential, customers: 2_000, seed: seed)
    let (world, end) = queue.run()
    #expect(world.waits.count == 2_000)
    // Mean number present = arrival rate × mean time spent, to the rounding of nanoseconds.
    let present = world.presence / end.seconds
    let rate = Double(world.waits.count) / end.seconds
    let spent = world.sojourn / Double(world.waits.count)
    #expect((present / (rate * spent) - 1).magnitude < 1e-7)
  }
}

@Suite struct QueueScalingTests {
  @Test(arguments: 0..<5 as Range<UInt64>, [1, 4])
  func `all durations times k make the makespan k times as long`(seed: UInt64, servers: Int) {
    func end(_ scale: Double) -> Double {
      QueueWorld(
        servers: servers, load: 0.8, service: .exponential, customers: 1_000, seed: seed,
        scale: scale
      ).run().end.seconds
    }
    // To the rounding of each of two thousand events to nanoseconds.
    #expect(abs(end(8) / end(1) - 8) < 1e-6)
  }
}
