import Quantities
import Simulation
import Specification
import Telemetry
import Testing

/// Keeps when each data-parallel rank wrote last.
private struct RankClock: TelemetrySink {
  static var wantsEvents: Bool { true }
  var lastBusy: [SimTime] = []
  private var isBusy: [Bool] = []

  mutating func take(_ event: TelemetryEvent) {
    guard case .replica(_, let status) = event.kind else { return }
    while lastBusy.count < status.ranks.count {
      lastBusy.append(.zero)
      isBusy.append(false)
    }
    for (rank, state) in status.ranks.enumerated() {
      if isBusy[rank] { lastBusy[rank] = event.time }
      isBusy[rank] = state.running > 0
    }
  }
}

/// The idle table of Qwen3-235B on 64 Atlas A3 cards, with responses of up to 32 K tokens.
///
/// Published in cann-recipes-train, `qwen3_235B_32k_longseq_rl_train_optimization.md`: 256 prompts of 16
/// samples on 32 data-parallel ranks; idle is what the first rank to end waits for the last, as a share of
/// the rollout. Spread and correlation of the lengths are not published; they are those of the preset.
@Suite struct IdleTableTests {
  private static func idle(samplesPerRank: Int, _ dispatch: SampleDispatch) throws -> Double {
    var scenario = Scenario.qwen3A3
    scenario.workload.promptsPerStep = 256
    scenario.rollout.maxSamplesPerRank = samplesPerRank
    scenario.policy.dispatch = dispatch
    var clock = RankClock()
    var simulation = try Simulation(scenario, into: &clock)
    while simulation.totals.tokensFinished == 0 || clock.lastBusy.contains(.zero),
      let next = simulation.nextEventTime
    {
      simulation.run(until: next, into: &clock)
    }
    _ = simulation.runStep(into: &clock)
    let last = clock.lastBusy.max()?.seconds ?? 0
    return 1 - (clock.lastBusy.min()?.seconds ?? 0) / last
  }

  @Test func `interleaving a prompt's samples takes away most of the idle time, as published`()
    throws
  {
    // Published: 65 % and 25 %. Here a rank without a sample at the cap is rare once prompts are spread
    // out, so that all ranks end together: the preset's lengths reach the cap more often than the run's.
    let grouped = try Self.idle(samplesPerRank: 128, .grouped)
    let interleaved = try Self.idle(samplesPerRank: 128, .interleaved)
    #expect(abs(grouped - 0.6484) < 0.1)
    #expect(interleaved < grouped - 0.35)
  }

  @Test(arguments: [(24, 0.5084), (64, 0.5038)])
  func `smaller batches idle for about half of the rollout, as published`(
    samplesPerRank: Int, published: Double
  ) throws {
    let idle = try Self.idle(samplesPerRank: samplesPerRank, .grouped)
    #expect(abs(idle - published) < 0.15)
  }
}
