import TestKit
import CostModel
import Quantities
import Specification
import Telemetry
import Testing

@testable import Simulation

/// A run of some steps and what it came to.
private func run(_ scenario: Scenario, steps: Int) throws -> (Simulation, [StepRecord]) {
  var simulation = try Simulation(scenario)
  var sink = NullSink()
  var records: [StepRecord] = []
  for _ in 0..<steps {
    let ended = simulation.runStep(into: &sink)
    records.append(try #require(ended, "\(simulation.stall ?? "it goes on")"))
  }
  #expect(simulation.violations() == [])
  return (simulation, records)
}

@Suite struct PolicyTests {
  @Test(arguments: PolicyPreset.all.map(\.name))
  func `every preset runs and keeps its bound`(name: String) throws {
    let preset = try #require(PolicyPreset.named(name))
    let scenario = preset.applied(to: .tiny())
    #expect(scenario.problems() == [])
    let (_, records) = try run(scenario, steps: 5)
    #expect(records.allSatisfy { $0.maxStaleness <= scenario.policy.stalenessBound })
    #expect(records.allSatisfy { $0.samples == scenario.workload.samplesPerStep })
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `over-provisioning drops the surplus and shortens rollout`(seed: UInt64) throws {
    func one(_ tail: Tail) throws -> (Simulation, [StepRecord]) {
      try run(
        .tiny {
          $0.seed = seed
          $0.policy.staleness = 0
          $0.policy.tail = tail
        }, steps: 4)
    }
    let (waiting, whole) = try one(.wait)
    let (dropping, cut) = try one(.overProvision(factor: 1.25))
    #expect(waiting.totals.samplesDropped == 0)
    // 24 · 8 are needed and 30 · 10 started.
    #expect(dropping.totals.samplesDropped == 4 * (300 - 192))
    let rollout = Int(Role.rollout.rawValue)
    let long = whole.reduce(0) { $0 + $1.roles[rollout].seconds }
    let short = cut.reduce(0) { $0 + $1.roles[rollout].seconds }
    #expect(short < long)
  }

  @Test func `tail batching learns from every prompt in the end`() throws {
    let (simulation, _) = try run(
      .tiny {
        $0.policy.staleness = 0
        $0.policy.tail = .tailBatching(factor: 1.25)
      }, steps: 10)
    // Six prompts are dropped in a round of 24; every fifth round makes good for four.
    #expect(simulation.totals.groupsLearned == 240)
    #expect(simulation.totals.samplesDropped > 0)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `samples that move keep what they have written`(seed: UInt64) throws {
    let (simulation, records) = try run(
      .tiny {
        $0.seed = seed
        $0.policy.staleness = 0
        $0.policy.tail = .migrate
        $0.policy.dispatch = .grouped
        $0.rollout.graphs = .buckets([1, 2, 4, 8, 16, 32, 64, 128])
      }, steps: 3)
    #expect(simulation.totals.samplesMigrated > 0)
    #expect(simulation.totals.tokensLost == 0)
    #expect(simulation.totals.tokensFinished == simulation.totals.tokensLearned)
    #expect(records.count == 3)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `a trainer that reads ahead has less to read when its batch is there`(seed: UInt64) throws {
    func seconds(_ path: DataPath) throws -> Double {
      let (_, records) = try run(
        .tiny {
          $0.seed = seed
          $0.policy.placement = .separate(trainingDies: 16)
          $0.policy.staleness = 0
          $0.policy.dataPath = path
        }, steps: 3)
      return records.reduce(0) { $0 + $1.duration.seconds }
    }
    #expect(try seconds(.distributedQueue) < (try seconds(.controller)))
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `interruptible generation never stops the pool for the trainer's sending`(
    seed: UInt64
  ) throws {
    func record(_ coupling: Coupling) throws -> StepRecord {
      let (_, records) = try run(
        .tiny {
          $0.seed = seed
          $0.policy.placement = .separate(trainingDies: 16)
          $0.policy.staleness = 2
          $0.policy.coupling = coupling
        }, steps: 4)
      return records[3]
    }
    let stopped = try record(.bounded).activities[Int(Activity.reshard.rawValue)].seconds
    let relayed = try record(.asynchronous).activities[Int(Activity.reshard.rawValue)].seconds
    #expect(relayed < stopped)
  }

  @Test func `a full queue is what ranks wait for that have no samples left`() throws {
    func waiting(_ capacity: Int?) throws -> Double {
      let (_, records) = try run(
        .tiny {
          $0.policy.placement = .separate(trainingDies: 16)
          $0.policy.staleness = 4
          $0.policy.queueCapacity = capacity
        }, steps: 4)
      return records.reduce(0) { $0 + $1.activities[Int(Activity.waitingQueue.rawValue)].seconds }
    }
    #expect(try waiting(24) > 10 * (try waiting(nil)))
  }

  @Test func `in the tail, whole replicas wait for the slowest, and ranks for their peers`() throws
  {
    let (_, records) = try run(
      .tiny {
        $0.policy.staleness = 0
        $0.policy.dispatch = .grouped
      }, steps: 2)
    for record in records {
      #expect(record.share(of: .waitingReplica) > 0.01)
      #expect(record.share(of: .waitingPeers) > 0.01)
    }
  }

  @Test(arguments: [DecodeGraphs.eager, .single, .buckets([4, 8, 16, 32])])
  func `a kept decode rate is the cost model's`(graphs: DecodeGraphs) {
    let scenario = Scenario.tiny {
      $0.rollout.graphs = graphs
      $0.rollout.maxSamplesPerRank = 32
    }
    let costs = StepCosts(scenario)
    var pace = DecodePace(costs)
    var dice = Dice(state: 5)
    for _ in 0..<2000 {
      let busiest = Int.random(in: 1...32, using: &dice)
      let running = Int.random(in: busiest...busiest * scenario.rollout.data, using: &dice)
      let rate = costs.decode(rankSamples: busiest, replicaSamples: running)
      #expect(pace.fixed(busiest: busiest, running: running) == rate.fixed.value)
      #expect(pace.perContextToken == rate.perContextToken.value)
    }
  }
}
