import TestKit
import CostModel
import Quantities
import Simulation
import Specification
import Telemetry
import Testing

/// Tokens a second over some steps, the first left out.
private func throughput(_ scenario: Scenario, steps: Int = 6) throws -> Double {
  var simulation = try Simulation(scenario)
  var sink = NullSink()
  var tokens = 0
  var start = SimTime.zero
  for step in 0..<steps {
    let ended = simulation.runStep(into: &sink)
    let record = try #require(ended, "\(simulation.stall ?? "it goes on")")
    if step == 0 { start = record.end } else { tokens += record.tokens }
  }
  return Double(tokens) / (simulation.now - start).seconds
}

/// What one step of a policy came to.
private func firstStep(_ scenario: Scenario) throws -> (StepRecord, RunTotals) {
  var simulation = try Simulation(scenario)
  var sink = NullSink()
  let ended = simulation.runStep(into: &sink)
  return (try #require(ended), simulation.totals)
}

@Suite struct LawTests {
  @Test(arguments: 0..<5 as Range<UInt64>)
  func `on shared dies, a card that is k times as slow makes rollout and training k times as long`(
    seed: UInt64
  ) throws {
    let base = Scenario.tiny { scenario in
      scenario.seed = seed
      scenario.policy.staleness = 0
      // One replica, so that all dies work in step.
      scenario.rollout = RolloutLayout(tensor: 2, data: 16, expert: 32, graphs: .single)
    }
    var slow = base
    slow.faults.stragglers = [Straggler(card: Int(seed % 16), slowdown: 3)]
    let (one, _) = try firstStep(base)
    let (three, _) = try firstStep(slow)
    // The update begins with the hand-out of samples, which is not slower.
    for (role, tolerance) in [(Role.rollout, 1e-6), (.update, 0.06)] {
      let index = Int(role.rawValue)
      let ratio = three.roles[index].seconds / one.roles[index].seconds
      #expect(abs(ratio - 3) < tolerance, "\(role.name)")
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `all durations on cards times k make the makespan k times as long`(seed: UInt64) throws {
    var base = Scenario.random(seed: seed)
    base.policy.placement = .fused
    base.policy.coupling = .synchronous
    base.policy.dataPath = .controller
    base.policy.tail = .wait
    base.faults = FaultPlan()
    let factor = Double(2 + seed % 3)
    var slow = base
    slow.faults.stragglers = (0..<base.cluster.cards).map {
      Straggler(card: $0, slowdown: factor)
    }
    // What hosts and links do takes as long as before: all dies wait for it.
    let others: [Activity] = [.reward, .reshard, .offload, .waitingController]
    func seconds(_ step: StepRecord) -> (cards: Double, others: Double) {
      let rest = others.reduce(0) { $0 + step.activities[Int($1.rawValue)].seconds }
      return (step.duration.seconds - rest / Double(step.dies), rest)
    }
    let (one, many) = (seconds(try firstStep(base).0), seconds(try firstStep(slow).0))
    // To the rounding of nanoseconds at each event.
    #expect(abs(many.cards / one.cards - factor) < 1e-6)
    #expect(abs(many.others / one.others - 1) < 1e-9)
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `cards that are alike can change places without changing anything`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let cards = (0..<4).map { _ in Int.random(in: 0..<4, using: &dice) }
    // Four cards, eight dies, are a replica: a fault of one is a fault of all.
    func run(_ place: (Int) -> Int) throws -> StepRecord {
      try firstStep(
        .tiny { scenario in
          scenario.seed = seed
          scenario.faults.faults = cards.enumerated().map { index, card in
            Fault(at: .seconds(Double(100 * index + 3)), card: place(card))
          }
        }
      ).0
    }
    let one = try run { $0 }
    let swapped = try run { 3 - $0 }
    #expect(swapped.duration == one.duration)
    #expect(swapped.activities == one.activities)
    #expect(one.share(of: .failed) > 0)
  }

  @Test func `equal lengths make synchronous and asynchronous fused runs agree but for filling`()
    throws
  {
    func seconds(_ staleness: Int) throws -> Double {
      try throughput(
        .tiny {
          $0.workload.responseLength = .fixed(600)
          $0.workload.promptLength = .fixed(64)
          $0.policy.staleness = staleness
        })
    }
    // Nothing runs beside training on shared dies, and without a tail nothing is gained by staleness
    // but larger batches in the engine.
    let synchronous = try seconds(0)
    let stale = try seconds(1)
    #expect(stale >= synchronous * 0.99)
    #expect(stale <= synchronous * 2)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `on shared dies, one step off is as synchronous: no one works beside training`(
    seed: UInt64
  ) throws {
    func steps(_ coupling: Coupling) throws -> [SimDuration] {
      var scenario = Scenario.random(seed: seed)
      scenario.policy.placement = .fused
      scenario.policy.coupling = coupling
      scenario.policy.staleness = 1
      scenario.policy.tail = .wait
      scenario.policy.queueCapacity = nil
      scenario.policy.maxConcurrent = nil
      scenario.faults = FaultPlan()
      var simulation = try Simulation(scenario)
      var sink = NullSink()
      return (0..<4).map { _ in simulation.runStep(into: &sink)?.duration ?? .zero }
    }
    #expect(try steps(.oneStepOff) == (try steps(.synchronous)))
  }

  @Test(arguments: [200, 600, 1500])
  func `with equal lengths, pools of their own take the longer phase a step, once filled`(
    length: Int
  ) throws {
    // Pools that take turns take both phases: there a synchronous and an asynchronous run agree in the
    // first step only, which fills the pipeline.
    func scenario(_ coupling: Coupling) -> Scenario {
      .tiny {
        $0.workload.responseLength = .fixed(length)
        $0.workload.promptLength = .fixed(64)
        $0.policy.placement = .separate(trainingDies: 16)
        $0.policy.dataPath = .controller
        $0.policy.coupling = coupling
        $0.policy.staleness = 1
      }
    }
    var simulation = try Simulation(scenario(.synchronous))
    var sink = NullSink()
    let ended = simulation.runStep(into: &sink)
    let alone = try #require(ended)
    let rollout = alone.roles[Int(Role.rollout.rawValue)].seconds
    let reshard = alone.roles[Int(Role.reshard.rawValue)].seconds
    let training = alone.duration.seconds - rollout
    var overlapped = try Simulation(scenario(.oneStepOff))
    var durations: [Double] = []
    for _ in 0..<8 { durations.append(overlapped.runStep(into: &sink)?.duration.seconds ?? 0) }
    #expect(durations[0] == alone.duration.seconds, "the pools fill as if they took turns")
    for duration in durations.dropFirst() {
      #expect(duration == durations[1])
      #expect(duration >= max(rollout, training) - 1e-6)
      // Rollout stops for the weights, and then reads again what it had begun.
      #expect(duration <= max(training, rollout + 1.25 * reshard) + 1e-6)
      #expect(duration < (rollout + training) * 0.8)
    }
  }

  @Test(arguments: 0..<3 as Range<UInt64>, [true, false])
  func `a higher staleness bound never costs throughput beyond noise`(
    seed: UInt64, isFused: Bool
  ) throws {
    var best = 0.0
    for staleness in [0, 1, 2, 4] {
      let rate = try throughput(
        .tiny {
          $0.seed = seed
          if !isFused { $0.policy.placement = .separate(trainingDies: 16) }
          $0.policy.staleness = staleness
        }, steps: 10)
      #expect(rate > best * 0.95, "η \(staleness)")
      best = max(best, rate)
    }
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `spare cards shorten what repairs would take`(seed: UInt64) throws {
    func run(spares: Int) throws -> StepRecord {
      try firstStep(
        .tiny {
          $0.seed = seed
          $0.faults.faults = [Fault(at: .seconds(5), card: Int(seed))]
          $0.faults.repair = .seconds(5000)
          $0.faults.spares = spares
        }
      ).0
    }
    #expect(try run(spares: 0).duration > (try run(spares: 1).duration) + .seconds(2000))
  }
}
