import CostModel
import Quantities
import Simulation
import Specification
import Telemetry
import TestKit
import Testing

extension Scenario {
  /// A 7 B model on some cards, one replica each, that answers requests.
  static func serving(
    cards: Int = 2, arrivals: Arrivals, _ change: (inout Scenario) -> Void = { _ in }
  ) -> Scenario {
    var scenario = Scenario.serveCM384
    scenario.cluster.cardsPerServer = cards
    scenario.cluster.serversPerSupernode = 1
    scenario.workload.arrivals = arrivals
    scenario.workload.promptsPerStep = 100
    change(&scenario)
    return scenario
  }

  /// Requests, layouts, routing and faults drawn from a seed; caches may be short.
  static func randomServing(seed: UInt64) -> Scenario {
    var dice = Dice(state: seed)
    let cards = Int.random(in: 1...4, using: &dice)
    let requests = Int.random(in: 1...120, using: &dice)
    let process: [Arrivals] = [
      .atOnce(requests: requests),
      .poisson(
        PoissonArrivals(requests: requests, perSecond: Double.random(in: 1...200, using: &dice))),
      .measured(
        MeasuredArrivals(
          file: nil, field: nil,
          seconds: (0..<requests).map { _ in Double.random(in: 0...3, using: &dice) }.sorted())),
    ]
    return serving(cards: cards, arrivals: process[Int.random(in: 0...2, using: &dice)]) {
      $0.seed = seed
      $0.workload.promptsPerStep = Int.random(in: 1...60, using: &dice)
      $0.workload.samplesPerPrompt = Int.random(in: 1...3, using: &dice)
      $0.workload.promptLength = .logNormal(
        LogNormalLengths(mean: 400, sigma: 1, cap: 3000, correlation: 0.5))
      $0.workload.responseLength = .logNormal(
        LogNormalLengths(
          mean: Double.random(in: 2...300, using: &dice), sigma: 1, cap: 2000, correlation: 0.5))
      $0.rollout.data = Bool.random(using: &dice) ? 1 : cards
      $0.rollout.maxSamplesPerRank = Int.random(in: 1...64, using: &dice)
      $0.rollout.stepTokens = [nil, 128, 500, 2048].randomElement(using: &dice) ?? nil
      $0.rollout.graphs = Bool.random(using: &dice) ? .eager : .single
      if Bool.random(using: &dice) { $0.shrinkCache(to: 6000) }
      $0.policy.dispatch =
        (DispatchChoice.allCases.randomElement(using: &dice) ?? .grouped).dispatch
      if Bool.random(using: &dice) { $0.policy.tail = .migrate }
      for _ in 0..<Int.random(in: 0...2, using: &dice) {
        $0.faults.faults.append(
          Fault(
            at: .seconds(Double.random(in: 0...4, using: &dice)),
            card: Int.random(in: 0..<cards, using: &dice)))
      }
      if Bool.random(using: &dice) { $0.faults.meanTimeBetween = .seconds(30) }
    }
  }

  /// Leaves a rank's cache room for few more tokens than these.
  fileprivate mutating func shrinkCache(to tokens: Int) {
    rollout.blockTokens = 16
    var (low, high) = (0.05, 0.9)
    for _ in 0..<40 {
      rollout.memoryShare = (low + high) / 2
      let isEnough = StepCosts(self).cacheTokensPerRank >= tokens
      if isEnough { high = rollout.memoryShare } else { low = rollout.memoryShare }
    }
    rollout.memoryShare = high
  }
}

@Suite struct ServingTests {
  /// Runs until every request is answered.
  private func answered(
    _ scenario: Scenario, checksEveryEvent: Bool = false
  ) throws -> (ServingStatus, [StepRecord]) {
    var simulation = try Simulation(scenario, checksEveryEvent: checksEveryEvent)
    var sink = NullSink()
    var records: [StepRecord] = []
    while let record = simulation.runStep(into: &sink) { records.append(record) }
    #expect(simulation.isComplete, "\(simulation.stall ?? "it goes on")")
    #expect(simulation.stall == nil)
    #expect(simulation.violations() == [])
    return (try #require(simulation.serving), records)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `every request is answered once, whatever the routing, the caches and the faults`(
    seed: UInt64
  ) throws {
    let scenario = Scenario.randomServing(seed: seed)
    #expect(scenario.problems() == [])
    let (status, records) = try answered(scenario, checksEveryEvent: seed < 15)
    let requests = try #require(scenario.workload.arrivals).requests
    #expect(status.answered == requests && status.arrived == requests)
    let samples = requests * scenario.workload.samplesPerPrompt
    #expect(records.reduce(0) { $0 + $1.samples } == samples)
    // Fewer records than requests make where several are answered at one instant.
    #expect(records.count <= (requests - 1) / scenario.workload.promptsPerStep + 1)
    #expect(records.allSatisfy { $0.duration > .zero })
    #expect(status.cacheMean <= status.cachePeak && status.cachePeak <= 1)
    #expect(status.queueing.mean <= status.firstToken.mean)
    #expect(status.firstToken.mean <= status.latency.mean)
    for record in records {
      let spent = record.activities.reduce(SimDuration.zero, +)
      #expect(spent.nanoseconds == record.duration.nanoseconds * Int64(record.dies))
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `serving again gives the same bytes, and listening changes nothing`(seed: UInt64) throws {
    let scenario = Scenario.randomServing(seed: seed)
    var quiet = try Simulation(scenario)
    var state = ClusterState(scenario: scenario)
    var told = try Simulation(scenario, into: &state)
    var sink = NullSink()
    while quiet.runStep(into: &sink) != nil {}
    while told.runStep(into: &state) != nil {}
    #expect(quiet.stateDigest == told.stateDigest)
    #expect(state.serving == told.serving)
    #expect(state.steps.last == told.lastStep)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `Little's law holds`(seed: UInt64) throws {
    let scenario = Scenario.randomServing(seed: seed)
    var events: [TelemetryEvent] = []
    var simulation = try Simulation(scenario, into: &events)
    while simulation.runStep(into: &events) != nil {}
    var present: [Int: Int] = [:]
    var presence = 0.0
    var last = SimTime.zero
    for event in events {
      presence += Double(present.values.reduce(0, +)) * (event.time - last).seconds
      last = event.time
      switch event.kind {
      case .replica(let index, let replica): present[index] = replica.running + replica.waiting
      case .progress(let progress):
        present[Int(progress.replica)] = Int(progress.running + progress.waiting)
      default: break
      }
    }
    let status = try #require(simulation.serving)
    let samples = Double(status.answered * scenario.workload.samplesPerPrompt)
    // Where cards fail, samples may be on their way between two tellings.
    #expect(abs(presence - samples * status.latency.mean.value) < 1e-6 * presence + 1e-6)
  }

  @Test(arguments: [0.5, 0.8])
  func `one-token answers, one at a time, wait as Pollaczek and Khinchine say`(
    load: Double
  ) throws {
    let service = try service()
    let waits = try waits(cards: 1, load: load, service: service)
    let theory = service * load / (2 * (1 - load))
    #expect(abs(waits.mean - theory) < 4 * waits.error)
    #expect(waits.error < 0.05 * theory, "a test that is too weak to fail")
  }

  @Test(arguments: [2, 4], [0.6, 0.8])
  func `replicas in turn wait as M/D/k queues do`(cards: Int, load: Double) throws {
    // With equal service times, customers who take turns find what one common line would give them.
    let service = try service()
    let waits = try waits(cards: cards, load: load, service: service)
    let theory = service * Self.crommelin(servers: cards, load: load)
    #expect(abs(waits.mean - theory) < 4 * waits.error)
    #expect(waits.error < 0.1 * theory, "a test that is too weak to fail")
  }

  /// Seconds in which one request is answered whose answer is one token.
  private func service() throws -> Double {
    let alone = Scenario.oneToken(cards: 1, arrivals: .atOnce(requests: 1))
    return try answered(alone).0.latency.mean.value
  }

  /// Mean wait over runs, and its standard error.
  private func waits(
    cards: Int, load: Double, service: Double
  ) throws -> (mean: Double, error: Double) {
    let count = 12
    let means = try (0..<count).map { seed in
      let process = PoissonArrivals(
        requests: 3000, perSecond: load * Double(cards) / service)
      var scenario = Scenario.oneToken(cards: cards, arrivals: .poisson(process))
      scenario.seed = UInt64(seed)
      let status = try answered(scenario).0
      #expect(abs(status.latency.mean.value - status.queueing.mean.value - service) < 2e-9)
      return status.queueing.mean.value
    }
    let mean = means.reduce(0, +) / Double(count)
    let squares = means.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(count - 1) / Double(count)).squareRoot())
  }

  /// The mean wait of an M/D/k queue, in service times.
  ///
  /// C. D. Crommelin, "Delay probability formulae when the holding times are constant", Post Office
  /// Electrical Engineers' Journal 25, 1932.
  private static func crommelin(servers: Int, load: Double) -> Double {
    var wait = 0.0
    for turn in 1...200 {
      let offered = Double(turn * servers) * load
      // Terms of the Poisson distribution, from the one at k · turn on.
      var term = 1.0
      for count in 1...turn * servers { term *= offered / Double(count) }
      var tail = 0.0
      var next = term
      var count = turn * servers
      while next > 1e-18 * term {
        tail += next
        count += 1
        next *= offered / Double(count)
      }
      let scale = ElementaryFunctions.exp(-offered)
      wait += scale * (tail - (tail - term) / load)
    }
    return wait
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `a measured trace is played request by request`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let count = 50
    let prompts = (0..<count).map { _ in Int.random(in: 1...900, using: &dice) }
    let responses = (0..<count).map { _ in Int.random(in: 1...200, using: &dice) }
    let scenario = Scenario.serving(
      arrivals: .measured(
        MeasuredArrivals(
          file: nil, field: nil, seconds: (0..<count).map { Double($0) * 0.05 }))
    ) {
      $0.workload.promptLength = .measured(
        MeasuredLengths(file: nil, field: nil, groupSize: 1, lengths: prompts))
      $0.workload.responseLength = .measured(
        MeasuredLengths(file: nil, field: nil, groupSize: 1, lengths: responses))
    }
    let (status, _) = try answered(scenario)
    #expect(status.promptTokens == prompts.reduce(0, +))
    #expect(status.responseTokens == responses.reduce(0, +))
    #expect(status.span.seconds >= 2.45)
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `prompts read in parts hold up those who write less than prompts read whole`(
    seed: UInt64
  ) throws {
    func longest(_ tokens: Int?) throws -> Double {
      let process = PoissonArrivals(requests: 400, perSecond: 12)
      return try answered(
        .serving(cards: 1, arrivals: .poisson(process)) {
          $0.seed = seed
          $0.workload.promptLength = .fixed(8000)
          $0.workload.responseLength = .fixed(100)
          $0.rollout.stepTokens = tokens
        }
      ).0.perToken.longest.value
    }
    #expect(try longest(512) < (try longest(nil)))
  }
}

extension Scenario {
  /// Requests of equal work, answered one at a time with one token.
  fileprivate static func oneToken(cards: Int, arrivals: Arrivals) -> Scenario {
    .serving(cards: cards, arrivals: arrivals) {
      $0.workload.promptsPerStep = 3000
      $0.workload.promptLength = .fixed(300)
      $0.workload.responseLength = .fixed(1)
      $0.rollout.maxSamplesPerRank = 1
      $0.rollout.graphs = .single
      $0.policy.dispatch = .roundRobin
    }
  }
}
