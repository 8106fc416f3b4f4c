import Quantities
import Simulation
import Specification
import Telemetry
import Testing

/// The idle table of Qwen3-235B on 64 Atlas A3 cards, with responses of up to 32 K tokens.
///
/// Published in cann-recipes-train, `qwen3_235B_32k_longseq_rl_train_optimization.md`: 256 prompts of 16
/// samples on 32 data-parallel ranks; idle is what the first rank to end waits for the last, as a share of
/// the rollout. The lengths' spread is not published: the preset takes it from the last row, which leaves
/// the other three, and how dispatch changes them, to the mechanism. One draw of lengths moves a row by
/// some points, so that a few are averaged.
@Suite struct IdleTableTests {
  private static func idle(samplesPerRank: Int, _ dispatch: SampleDispatch) throws -> Double {
    let seeds: ClosedRange<UInt64> = 1...4
    return try seeds.reduce(0) { sum, seed in
      try sum + idle(samplesPerRank: samplesPerRank, dispatch, seed: seed)
    } / Double(seeds.count)
  }

  private static func idle(
    samplesPerRank: Int, _ dispatch: SampleDispatch, seed: UInt64
  ) throws -> Double {
    var scenario = Scenario.qwen3A3
    scenario.seed = seed
    scenario.workload.promptsPerStep = 256
    scenario.rollout.maxSamplesPerRank = samplesPerRank
    scenario.policy.dispatch = dispatch
    return try #require(IdleClock.share(scenario))
  }

  @Test(arguments: [
    (24, SampleDispatch.grouped, 0.5084), (64, .grouped, 0.5038), (128, .grouped, 0.6484),
    (128, .interleaved, 0.2483),
  ])
  func `ranks wait as long for the last of them as published, within 8 points`(
    samplesPerRank: Int, dispatch: SampleDispatch, published: Double
  ) throws {
    let idle = try Self.idle(samplesPerRank: samplesPerRank, dispatch)
    #expect(abs(idle - published) < 0.08, "\(idle)")
  }
}
