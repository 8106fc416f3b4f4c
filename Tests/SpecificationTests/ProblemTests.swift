import Quantities
import Specification
import TestKit
import Testing

@Suite struct ProblemTests {
  /// Whole numbers anywhere in a scenario.
  private static func integers() -> [WritableKeyPath<Scenario, Int>] {
    [
      \.cluster.chip.diesPerCard, \.cluster.cardsPerServer, \.cluster.serversPerRack,
      \.cluster.serversPerSupernode, \.cluster.supernodes, \.model.layers, \.model.hidden,
      \.model.vocabulary, \.model.denseIntermediate, \.model.feedForwardMatrices,
      \.model.predictionLayers, \.workload.promptsPerStep, \.workload.samplesPerPrompt,
      \.training.tensor, \.training.pipeline, \.training.virtualPipeline, \.training.expert,
      \.training.context, \.training.microBatch, \.rollout.tensor, \.rollout.data,
      \.rollout.pipeline, \.rollout.expert, \.rollout.redundantExperts,
      \.rollout.maxSamplesPerRank, \.rollout.blockTokens, \.policy.staleness,
    ]
  }

  /// Breaks a scenario as a program could.
  private static func spoil(_ scenario: inout Scenario, _ dice: inout Dice) {
    let integers = [Int.min, -1, 0, 1, 2, 3, 7, 16, 1000, 1 << 20, 1 << 40, .max - 1, .max]
    let reals = [Double.nan, .infinity, -.infinity, -1, 0, 1e-300, 0.5, 1, 1e18, 1e308]
    for _ in 0..<dice.int(in: 1...3) {
      let integer = dice.pick(integers)
      let real = dice.pick(reals)
      switch dice.int(in: 0...12) {
      case 0: scenario.cluster.chip.matrix = .tera(real)
      case 1: scenario.cluster.host.efficiency = real
      case 2: scenario.cluster.scaleOut.latency = Seconds(real)
      case 3: scenario.rollout.memoryShare = real
      case 4:
        scenario.workload.responseLength = .logNormal(
          LogNormalLengths(
            mean: real, sigma: dice.pick(reals), cap: integer, correlation: dice.pick(reals)))
      case 5:
        scenario.workload.promptLength = .measured(
          MeasuredLengths(file: nil, field: nil, groupSize: integer, lengths: [integer, 1]))
      case 6: scenario.policy.placement = .separate(trainingDies: integer)
      case 7: scenario.faults.faults = [Fault(at: SimTime(nanoseconds: .min), card: integer)]
      case 8: scenario.training.layersPerStage = [integer, dice.pick(integers)]
      case 9: scenario.rollout.graphs = .buckets([integer, dice.pick(integers)])
      case 10:
        scenario.model.attention = .grouped(
          heads: integer, keyValueHeads: dice.pick(integers), headDimension: 1)
      case 11:
        scenario.model.experts = Experts(
          routed: integer, shared: 0, active: dice.pick(integers), intermediate: 1,
          firstLayer: dice.pick(integers))
      default:
        scenario.name = dice.pick(["", "\n", "\u{1B}[2J", String(repeating: "x", count: 500)])
      }
      for _ in 0..<dice.int(in: 0...2) {
        scenario[keyPath: dice.pick(Self.integers())] = dice.pick(integers)
      }
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `whatever a program makes of a scenario, its problems are told`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var scenario = seed.isMultiple(of: 2) ? dice.scenario() : dice.pick(Scenario.presets).value
    Self.spoil(&scenario, &dice)
    let problems = scenario.problems()
    if problems.isEmpty {
      #expect(try Scenario(yaml: scenario.yaml(), file: "x.yaml") == scenario)
    }
    for problem in problems {
      #expect(!problem.description.contains("\n") && !problem.description.contains("\u{1B}"))
      for path in problem.keyPaths { #expect(isKnown(path), "\(path)") }
    }
  }

  @Test func `every value that can be out of range by itself is told`() {
    for path in Self.integers() {
      for value in [Int.min, -1, Int.max] {
        var scenario = Scenario.panguCM384
        scenario[keyPath: path] = value
        #expect(scenario.problems().count == 1, "\(path) = \(value)")
      }
    }
  }

  @Test func `a problem found elsewhere can be told at its line`() throws {
    let text = Scenario.panguCM384.yaml()
    let document = try ScenarioDocument(yaml: text, file: "x.yaml")
    let problem = Problem(
      at: "training.tp", "cluster", what: "training does not fit", remedy: "raise tp")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.hasPrefix("  tp: 4") }) + 1
    #expect(
      document.error(problem).description == "x.yaml:\(line):7: training does not fit; raise tp")
    #expect(document.mark(of: "training.no-such-key") == document.mark(of: "training"))
    #expect(document.mark(of: "nothing").line == 1)
  }

  @Test func `a preset's problems are told with its name`() {
    let document = ScenarioDocument(.panguCM384)
    let problem = Problem(at: "training.tp", what: "a", remedy: "b")
    #expect(document.error(problem).description == "pangu-cm384: a; b")
  }

  @Test func `every knob that can be turned on the default leaves it able to run`() {
    for bound in 0...Scenario.stalenessLimit {
      for knob in [
        Knob.fusion(false), .fusion(true), .staleness(bound), .distributedQueue(false),
        .expertBalance(false),
      ] {
        #expect(Scenario.panguCM384.turning(knob).problems() == [])
        #expect(Scenario.panguCM384x4.turning(knob).problems() == [])
        #expect(Scenario.deepSeekR1A3.turning(knob).problems() == [])
      }
    }
  }

  /// Whether a key path leads to something in a scenario: setting it fails at the value, if at all.
  private func isKnown(_ path: String) -> Bool {
    let isInList = path.split(separator: ".").contains { Int($0) != nil }
    guard !isInList else { return true }
    var scenario = Scenario.panguCM384
    do {
      try scenario.set(path, to: "zzz zzz")
      return true
    } catch {
      return !error.what.hasPrefix("unknown key")
    }
  }
}
