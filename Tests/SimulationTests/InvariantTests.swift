import EventKernel
import Quantities
import Specification
import Telemetry
import TestKit
import Testing

@testable import Simulation

/// What holds in every run, whatever the scenario, its policy, its faults and the knobs turned in it.
@Suite struct InvariantTests {
  /// Any knob but a new placement, whose pools the layouts need not divide.
  static func knob(using dice: inout Dice) -> Knob {
    switch Int.random(in: 0..<9, using: &dice) {
    case 0: .fusion(Bool.random(using: &dice))
    case 1: .staleness(Int.random(in: 0...4, using: &dice))
    case 2: .distributedQueue(Bool.random(using: &dice))
    case 3: .expertBalance(Bool.random(using: &dice))
    case 4: .coupling(Coupling.allCases.randomElement(using: &dice) ?? .bounded)
    case 5: .tail(TailChoice.allCases.randomElement(using: &dice) ?? .wait)
    case 6: .dispatch(DispatchChoice.allCases.randomElement(using: &dice) ?? .grouped)
    case 7: .recoverCard(Int.random(in: 0..<16, using: &dice))
    default: .failCard(Int.random(in: 0..<16, using: &dice))
    }
  }

  /// A small scenario from a seed; every third reads prompts beside decode.
  static func scenario(_ seed: UInt64) -> Scenario {
    var scenario = Scenario.random(seed: seed, prompts: 1...5)
    scenario.workload.responseLength = .logNormal(
      LogNormalLengths(mean: 100, sigma: 1, cap: 1000, correlation: 0.5))
    if seed.isMultiple(of: 3) { scenario.rollout.stepTokens = 64 }
    return scenario
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a thousand random runs with random knobs keep every law`(block: UInt64) throws {
    for seed in block * 50..<(block + 1) * 50 {
      var dice = Dice(state: seed)
      var simulation = try Simulation(Self.scenario(seed))
      var sink = NullSink()
      // For each weight version, the largest bound that held while it was the latest.
      var bounds = [simulation.scenario.policy.stalenessBound]
      func check(_ step: StepRecord, _ bound: Int) {
        for (age, samples) in step.staleness.enumerated() where samples > 0 {
          // A group may be as old as a bound allows that held since it started.
          let allowed = bounds.suffix(age + 1).max() ?? 0
          #expect(age <= allowed, "seed \(seed), step \(step.step)")
        }
        bounds.append(bound)
      }
      for turn in 0..<4 {
        if turn > 0 {
          let knob = Self.knob(using: &dice)
          let span = Double.random(in: 0...60, using: &dice)
          let time = simulation.now + .seconds(span)
          while let step = simulation.runStep(until: time, into: &sink) {
            check(step, simulation.scenario.policy.stalenessBound)
          }
          if simulation.refusal(of: knob) == nil { simulation.turn(knob, into: &sink) }
          let bound = simulation.scenario.policy.stalenessBound
          bounds[bounds.count - 1] = max(bounds.last ?? 0, bound)
        }
        // A time that no step of so few samples takes: a run that hangs fails here.
        let limit = simulation.now + .seconds(100_000)
        let ended = simulation.runStep(until: limit, into: &sink)
        let step = try #require(ended, "seed \(seed): \(simulation.stall ?? "it goes on")")
        check(step, simulation.scenario.policy.stalenessBound)
        let violations = simulation.violations()
        #expect(violations == [], "seed \(seed)")
        #expect(step.samples == simulation.scenario.workload.samplesPerStep, "seed \(seed)")
        let spent = step.activities.reduce(SimDuration.zero, +)
        #expect(spent.nanoseconds == step.duration.nanoseconds * Int64(step.dies), "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<120 as Range<UInt64>)
  func `no prompt is learned from twice, and none is lost`(seed: UInt64) throws {
    let scenario = Self.scenario(seed)
    var simulation = try Simulation(scenario)
    var sink = NullSink()
    var learned: Set<Int> = []
    var latest = -1
    while simulation.version < 4 {
      let next = try #require(simulation.nextEventTime, "\(simulation.stall ?? "it goes on")")
      simulation.run(until: next, into: &sink)
      let world = simulation.engine.world
      guard case .running = world.trainer, !world.isReadingAhead, world.version > latest else {
        continue
      }
      latest = world.version
      for slot in world.batch {
        let index: Int = world.table.groups[Int(slot)].index
        #expect(learned.insert(index).inserted, "prompt \(index) comes twice")
        var finished = 0
        for sample in world.table.samples[world.table.samples(ofSlot: Int(slot))]
        where sample.status == .finished && sample.length == sample.written {
          finished += 1
        }
        #expect(finished == scenario.workload.samplesPerPrompt)
      }
    }
    let table = simulation.engine.world.table
    // The next update may have begun at the very end: its batch is learned from and still in the table.
    let isLearning = simulation.engine.world.version == latest
    let batch = isLearning ? Set(simulation.engine.world.batch.map(Int.init)) : []
    let held: [Int] =
      table.groups.indices.filter { table.groups[$0].isOutstanding && !batch.contains($0) }
      .map { table.groups[$0].index } + table.deferred
    #expect(learned.isDisjoint(with: held))
    guard case .overProvision = scenario.policy.tail else {
      let known = learned.union(held)
      #expect(known == Set(0..<known.count), "of the prompts begun some are nowhere")
      return
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `no die holds more than its memory, and no rank more than its cache`(seed: UInt64) throws {
    let scenario = Self.scenario(seed)
    var events: [TelemetryEvent] = []
    var simulation = try Simulation(scenario, into: &events)
    for _ in 0..<3 { _ = simulation.runStep(into: &events) }
    var replicas: [Int: ReplicaStatus] = [:]
    for event in events {
      switch event.kind {
      case .memory(let use, let dies):
        #expect(use.total <= scenario.cluster.chip.memory, "dies \(dies)")
      case .replica(let index, let status):
        replicas[index] = status
        #expect(status.cacheTokens <= status.cacheCapacity)
      case .progress(let progress):
        let index = Int(progress.replica)
        replicas[index]?.take(progress)
        let status = try #require(replicas[index])
        #expect(status.cacheTokens <= status.cacheCapacity)
      default: break
      }
    }
    #expect(!replicas.isEmpty)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `what is decided before a length is known does not depend on it`(seed: UInt64) throws {
    func events(_ lengths: [Int]) throws -> [TelemetryEvent] {
      var scenario = Self.scenario(seed)
      scenario.workload.responseLength = .measured(
        MeasuredLengths(file: nil, field: nil, groupSize: 4, lengths: lengths))
      // A predictor is told the length, with an error: that is what it stands for.
      if case .longestFirst = scenario.policy.dispatch { scenario.policy.dispatch = .roundRobin }
      var events: [TelemetryEvent] = []
      var simulation = try Simulation(scenario, into: &events)
      for _ in 0..<2 { _ = simulation.runStep(into: &events) }
      return events.filter {
        if case .scenario = $0.kind { return false }
        return true
      }
    }
    // The lengths are the same, since their distribution is known beforehand; who has which is not.
    let one = try events([400, 900, 40, 70, 110, 160, 2000, 50])
    let other = try events([900, 400, 40, 70, 110, 160, 2000, 50])
    func revealed(_ events: [TelemetryEvent]) -> SimTime {
      let event = events.first {
        switch $0.kind {
        case .finished(let length): length == 400
        case .progress(let progress): progress.length == 400
        default: false
        }
      }
      return event?.time ?? .distantFuture
    }
    let time = min(revealed(one), revealed(other))
    let before = one.filter { $0.time < time }
    #expect(before == other.filter { $0.time < time })
    #expect(before.count > 10)
  }

  @Test func `the same bytes come of one thread and of many`() async throws {
    func digest(_ seed: UInt64) -> UInt64? {
      let scenario = seed.isMultiple(of: 4) ? .randomServing(seed: seed) : Self.scenario(seed)
      guard var simulation = try? Simulation(scenario) else { return nil }
      var sink = NullSink()
      for _ in 0..<3 { _ = simulation.runStep(into: &sink) }
      return simulation.stateDigest
    }
    let seeds = 0..<64 as Range<UInt64>
    let serial = seeds.map(digest)
    #expect(!serial.contains(nil))
    let parallel = await withTaskGroup(of: (UInt64, UInt64?).self) { group in
      for seed in seeds { group.addTask { (seed, digest(seed)) } }
      return await group.reduce(into: [UInt64: UInt64?]()) { $0[$1.0] = $1.1 }
    }
    #expect(seeds.map { parallel[$0] ?? nil } == serial)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `a scenario is refused, or runs, or says why it cannot go on`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var scenario = seed.isMultiple(of: 4) ? .randomServing(seed: seed) : Self.scenario(seed)
    for _ in 0..<Int.random(in: 1...3, using: &dice) { scenario.spoil(using: &dice) }
    guard scenario.problems().isEmpty, var simulation = try? Simulation(scenario) else { return }
    var sink = NullSink()
    let ended = simulation.runStep(until: .seconds(1e6), into: &sink)
    #expect(ended != nil || simulation.stall != nil || simulation.now >= .seconds(1e6))
    #expect(simulation.violations() == [])
  }
}

extension Scenario {
  /// Sets something to a figure that need not make sense.
  fileprivate mutating func spoil(using dice: inout Dice) {
    let number = [0, 1, 2, 3, 5, 7, 16, 33, 100, 1000].randomElement(using: &dice) ?? 0
    switch Int.random(in: 0..<14, using: &dice) {
    case 0: rollout.tensor = number
    case 1: rollout.data = number
    case 2: rollout.expert = number
    case 3: rollout.maxSamplesPerRank = number
    case 4: rollout.stepTokens = number
    case 5: rollout.memoryShare = Double(number) / 100
    case 6: training.pipeline = number
    case 7: training.tensor = number
    case 8: workload.promptsPerStep = number
    case 9: workload.samplesPerPrompt = number
    case 10: workload.responseLength = .fixed(number * number)
    case 11: policy.queueCapacity = number
    case 12:
      policy.placement = .mixed(
        RoleCards(rollout: 0...number, update: number / 2...number, reference: 0...number / 3))
    default: faults.meanTimeBetween = .seconds(Double(number))
    }
  }
}
