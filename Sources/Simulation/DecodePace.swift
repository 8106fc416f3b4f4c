import CostModel
import Quantities
import Specification

/// How fast replicas decode, reckoned once for each state of their batches.
///
/// With captured graphs every rank is padded to the busiest, so that a step depends on the busiest
/// rank's samples alone, and one row of figures serves. Operator by operator it also depends on how many
/// samples run in all; then the states met last are kept. What is kept is what the cost model says, so
/// that keeping it changes no result.
struct DecodePace: Sendable {
  /// Seconds that each token of context on the busiest rank adds to a step.
  let perContextToken: Double
  /// Bytes of KV cache that one token has on each die of its rank.
  let cacheBytesPerToken: Double
  /// The one element is the costs: in an array, so that copying the pace does not copy them.
  private let shared: [StepCosts]
  private var padded: [Double] = []
  private var kept: [Entry] = []
  private var mixed: [MixedEntry] = []
  private var prefills = Array(repeating: PrefillEntry(), count: 1024)

  private struct Entry: Sendable {
    var busiest = -1
    var running = -1
    var seconds = 0.0
  }

  private struct PrefillEntry: Sendable {
    var rankTokens = -1
    var replicaTokens = -1
    var pairs = 0.0
    var seconds = 0.0
  }

  private struct MixedEntry: Sendable {
    var rankRows = -1
    var replicaRows = -1
    var step = MixedStep()
  }

  init(_ costs: StepCosts) {
    shared = [costs]
    let layout = costs.scenario.rollout
    if layout.stepTokens != nil || costs.scenario.isServing {
      mixed = Array(repeating: MixedEntry(), count: 4096)
    }
    perContextToken = costs.decode(rankSamples: 1, replicaSamples: 1).perContextToken.value
    cacheBytesPerToken = costs.rollout.cacheBytesPerToken
    if layout.graphs == .eager {
      kept = Array(repeating: Entry(), count: 1024)
    } else {
      padded = (0...max(1, layout.maxSamplesPerRank)).map { samples in
        costs.decode(rankSamples: samples, replicaSamples: samples * layout.data).fixed.value
      }
    }
  }

  /// Seconds of a decode step without any context: `busiest` samples run on the busiest rank, `running`
  /// on all.
  mutating func fixed(busiest: Int, running: Int) -> Double {
    if busiest < padded.count { return padded[busiest] }
    guard !kept.isEmpty else {
      return shared[0].decode(rankSamples: busiest, replicaSamples: running).fixed.value
    }
    let place = (busiest &* 31 &+ running) & (kept.count - 1)
    if kept[place].busiest == busiest, kept[place].running == running {
      return kept[place].seconds
    }
    let seconds = shared[0].decode(rankSamples: busiest, replicaSamples: running).fixed.value
    kept[place] = Entry(busiest: busiest, running: running, seconds: seconds)
    return seconds
  }

  /// A step of so many rows, of prompts and running samples: of the busiest rank, and of all.
  mutating func mixed(rankRows: Int, replicaRows: Int) -> MixedStep {
    let place = (rankRows &* 31 &+ replicaRows) & (mixed.count - 1)
    if mixed[place].rankRows == rankRows, mixed[place].replicaRows == replicaRows {
      return mixed[place].step
    }
    let step = shared[0].rollout.mixedStep(rankRows: rankRows, replicaRows: replicaRows)
    mixed[place] = MixedEntry(rankRows: rankRows, replicaRows: replicaRows, step: step)
    return step
  }

  /// Seconds in which a replica takes in contexts, as the cost model has them.
  ///
  /// Where more samples wait than run, each one that ends lets one prompt in: there are as many
  /// prefills as samples, and few lengths.
  mutating func prefill(rankTokens: Int, rankTokenPairs: Double, replicaTokens: Int) -> Double {
    // Odd for both together: most often one sample is read, which is all its replica reads.
    let place = (rankTokens &* 31 &+ replicaTokens &* 2) & (prefills.count - 1)
    let known = prefills[place]
    if known.rankTokens == rankTokens, known.replicaTokens == replicaTokens,
      known.pairs == rankTokenPairs
    {
      return known.seconds
    }
    let seconds = shared[0].prefill(
      rankTokens: rankTokens, rankTokenPairs: rankTokenPairs, replicaTokens: replicaTokens
    ).value
    prefills[place] = PrefillEntry(
      rankTokens: rankTokens, replicaTokens: replicaTokens, pairs: rankTokenPairs,
      seconds: seconds)
    return seconds
  }

  /// Seconds in which ranks agree on a migration and the KV cache of so many tokens changes dies.
  ///
  /// They agree by an all-reduce of their own (2 ms at most, cann-recipes-train
  /// `docs/features/rollout_rebalance.md`); each die of a rank sends its part over the link between servers.
  func migration(rankTokens: Int) -> Double {
    guard rankTokens > 0 else { return 0 }
    let cluster = shared[0].scenario.cluster
    let link = cluster.interServer ?? cluster.scaleOut
    return Calibration.deviceAgreement.value
      + cacheBytesPerToken * Double(rankTokens) / link.effectiveBandwidth.bytesPerSecond
  }
}
