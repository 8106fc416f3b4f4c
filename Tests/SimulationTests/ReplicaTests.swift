import TestKit
import CostModel
import EventKernel
import Quantities
import Specification
import Testing

@testable import Simulation

/// A replica driven by hand, without a world around it.
private struct Bench {
  var replica: Replica
  var samples: [Sample] = []
  var now = SimTime.zero
  var finishes: [Int32: SimTime] = [:]
  var pace: DecodePace
  let room: CacheRoom

  init(costs: StepCosts, ranks: Int, room: CacheRoom) {
    replica = Replica(firstDie: 0, ranks: ranks, diesPerRank: 4, tokensPerStep: 1)
    pace = DecodePace(costs)
    self.room = room
  }

  mutating func add(prompt: Int, length: Int, rank: Int) {
    var sample = Sample(group: 0, promptTokens: Int32(prompt), length: Int32(length))
    sample.rank = Int32(rank)
    samples.append(sample)
    replica.enqueue(Int32(samples.count - 1), rank: rank)
  }

  /// Runs until nothing is left, at most so many changes.
  mutating func run(changes: Int) -> Int {
    var due = replica.wake(at: now)
    var count = 0
    while let change = due, count < changes {
      now = change.time
      var finished: [Int32] = []
      due = replica.change(
        &samples, finished: &finished, room: room, pace: &pace, at: now)
      for id in finished { finishes[id] = now }
      count += 1
    }
    return count
  }
}

@Suite struct ReplicaTests {
  private let costs = StepCosts(.panguCM384)
  private let room = CacheRoom(samples: 1000, tokens: 1_000_000, block: 128)

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `the closed form agrees with writing token by token`(seed: UInt64) {
    var dice = Dice(state: seed)
    var bench = Bench(costs: costs, ranks: 3, room: room)
    for _ in 0..<Int.random(in: 1...40, using: &dice) {
      bench.add(
        prompt: Int.random(in: 1...500, using: &dice),
        length: Int.random(in: 1...300, using: &dice), rank: Int.random(in: 0..<3, using: &dice))
    }
    let samples = bench.samples
    #expect(bench.run(changes: 10_000) < 10_000)

    var (prompts, squares) = ([0, 0, 0], [0.0, 0, 0])
    for sample in samples {
      prompts[Int(sample.rank)] += Int(sample.promptTokens)
      squares[Int(sample.rank)] += Double(sample.promptTokens) * Double(sample.promptTokens)
    }
    var clock = costs.prefill(
      rankTokens: prompts.max() ?? 0, rankTokenPairs: squares.max() ?? 0,
      replicaTokens: prompts.reduce(0, +))
    var expected: [Int32: Seconds] = [:]
    // Who reads less, or holds less, waits for the others.
    let longest = Double(max(1, prompts.max() ?? 0))
    var waited = prompts.map { clock.value * (1 - Double($0) / longest) }
    var step: Int32 = 0
    while expected.count < samples.count {
      var context = [0, 0, 0]
      var running = [0, 0, 0]
      for sample in samples where sample.length > step {
        context[Int(sample.rank)] += Int(sample.promptTokens) + Int(step)
        running[Int(sample.rank)] += 1
      }
      let rate = costs.decode(
        rankSamples: running.max() ?? 0, replicaSamples: running.reduce(0, +))
      clock = clock + rate.fixed + rate.perContextToken * Double(context.max() ?? 0)
      for rank in 0..<3 where running[rank] > 0 {
        waited[rank] += rate.perContextToken.value * Double((context.max() ?? 0) - context[rank])
      }
      step += 1
      for (id, sample) in samples.enumerated() where sample.length == step {
        expected[Int32(id)] = clock
      }
    }
    for (id, time) in expected {
      let actual = bench.finishes[id]?.seconds ?? 0
      // Each change rounds to a nanosecond; the busiest rank is told at each change only.
      #expect(abs(actual - time.value) < 2e-3 * time.value, "sample \(id)")
    }
    for rank in 0..<3 where prompts[rank] > 0 {
      let actual = bench.replica.takeWaiting(ofRank: rank).seconds
      #expect(abs(actual - waited[rank]) < 2e-3 * clock.value, "rank \(rank)")
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a full cache evicts and every sample is finished in the end`(seed: UInt64) {
    var dice = Dice(state: seed)
    let room = CacheRoom(samples: 8, tokens: 1200, block: 16)
    var bench = Bench(costs: costs, ranks: 2, room: room)
    for _ in 0..<30 {
      bench.add(
        prompt: Int.random(in: 1...200, using: &dice),
        length: Int.random(in: 1...800, using: &dice), rank: Int.random(in: 0..<2, using: &dice))
    }
    #expect(bench.run(changes: 100_000) < 100_000)
    #expect(bench.finishes.count == 30)
    #expect(bench.replica.running == 0)
    #expect(bench.replica.waiting == 0)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `who entered last is evicted first, and little is kept of those who left`(seed: UInt64) {
    var dice = Dice(state: seed)
    let room = CacheRoom(samples: 12, tokens: Int.random(in: 1000...3000, using: &dice), block: 16)
    var bench = Bench(costs: costs, ranks: 2, room: room)
    for _ in 0..<60 {
      bench.add(
        prompt: Int.random(in: 1...200, using: &dice),
        length: Int.random(in: 100...800, using: &dice), rank: Int.random(in: 0..<2, using: &dice))
    }
    var due = bench.replica.wake(at: bench.now)
    var evictions = 0
    while let change = due {
      bench.now = change.time
      let before = bench.samples
      let preemptions = bench.replica.preemptions
      var finished: [Int32] = []
      due = bench.replica.change(
        &bench.samples, finished: &finished, room: room, pace: &bench.pace, at: bench.now)
      for rank in 0..<2 as Range<Int32> {
        let ran = before.indices.filter {
          before[$0].isRunning && before[$0].rank == rank && !finished.contains(Int32($0))
        }
        // One that was evicted may be back, as a newcomer.
        let stayed = ran.filter {
          bench.samples[$0].isRunning && bench.samples[$0].startStep == before[$0].startStep
        }
        let left = ran.filter { !stayed.contains($0) }
        evictions += left.count
        let oldestLeft = left.map { before[$0].startStep }.min() ?? .max
        let newestStayed = stayed.map { before[$0].startStep }.max() ?? .min
        #expect(newestStayed <= oldestLeft)
      }
      #expect(bench.replica.preemptions >= preemptions)
      #expect(bench.replica.milestoneCount <= (2 * 24 + 64) + 2 * (2 * 12 + 17))
    }
    #expect(evictions == bench.replica.preemptions)
    #expect(evictions > 20, "caches that never fill show nothing")
    #expect(bench.samples.allSatisfy { $0.written == $0.length })
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `an interruption keeps what was written and loses at most a step`(seed: UInt64) {
    var dice = Dice(state: seed)
    var bench = Bench(costs: costs, ranks: 2, room: room)
    for _ in 0..<20 {
      bench.add(
        prompt: 100, length: Int.random(in: 500...900, using: &dice),
        rank: Int.random(in: 0..<2, using: &dice))
    }
    _ = bench.run(changes: 2)
    let step = bench.replica.secondsPerStep
    let before = bench.replica.steps
    let count = Int64.random(in: 1...400, using: &dice)
    let pause = bench.now + SimDuration.seconds(step * (Double(count) + 0.5))
    bench.replica.interrupt(&bench.samples, at: pause)
    let done = bench.replica.steps - before
    // Steps grow longer with the context, so that at most as many are done as at the first's pace.
    #expect(done <= count && done >= count * 9 / 10 - 1)
    #expect(bench.samples.allSatisfy { Int64($0.written) == done })
    #expect(bench.replica.running == 0 && bench.replica.waiting == 20)
    bench.now = pause
    #expect(bench.run(changes: 10_000) < 10_000)
    #expect(bench.samples.allSatisfy { $0.written == $0.length })
  }
}
