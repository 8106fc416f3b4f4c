import Exploration
import Quantities
import Session
import Simulation
import Specification
import Telemetry

/// One run of a comparison: a row of its table.
struct ComparedRun: Sendable {
  /// What a run came to.
  struct Outcome: Sendable {
    var means: StepMeans
    var totals: RunTotals
    var headroom: Bytes
  }

  let name: String
  /// `nil` where it could not be run.
  let outcome: Outcome?
  /// Why it could not be run.
  let refusal: String

  /// Runs a scenario for so many steps.
  init(name: String, scenario: Scenario, steps: Int) {
    self.name = name
    if let problem = scenario.problems().first {
      outcome = nil
      refusal = problem.description
      return
    }
    do {
      var simulation = try Simulation(scenario)
      var sink = NullSink()
      var tally = StepTally()
      for _ in 0..<steps {
        guard let record = simulation.runStep(into: &sink) else { break }
        tally.add(record)
      }
      outcome = Self.outcome(tally, simulation)
      refusal = simulation.stall ?? ""
    } catch {
      outcome = nil
      refusal = "\(error)"
    }
  }

  /// Simulates a recorded session again.
  init(name: String, session: Session) {
    self.name = name
    do {
      var replay = try Replay(session, into: NullSink())
      replay.run()
      outcome = Self.outcome(
        StepTally(replay.steps), replay.timeline.present.live.simulation)
      refusal = replay.divergence.map { "the replay went another way: \($0)" } ?? ""
    } catch {
      outcome = nil
      refusal = "\(error)"
    }
  }

  private static func outcome(_ steps: StepTally, _ simulation: Simulation) -> Outcome? {
    steps.means.map {
      Outcome(means: $0, totals: simulation.totals, headroom: simulation.memoryHeadroom)
    }
  }

  /// The row as JSON.
  var json: JSON {
    guard let outcome else {
      return ["policy": .string(name), "error": .string(refusal)]
    }
    let means = outcome.means
    return [
      "policy": .string(name), "tokens_per_second": .number(means.tokensPerSecond),
      "seconds_per_step": .number(means.seconds),
      "states": .object(
        Activity.allCases.map {
          .init($0.key, .number(means.shares[Int($0.rawValue)]))
        }),
      "staleness_mean": .number(means.meanStaleness), "staleness_max": .integer(means.maxStaleness),
      "dropped": .integer(outcome.totals.samplesDropped),
      "carried": .integer(outcome.totals.samplesCarried),
      "memory_headroom": .integer(outcome.headroom.count),
    ]
  }

  /// All rows as a table, for people.
  static func table(_ rows: [ComparedRun]) -> String {
    var lines = [
      [
        "policy", "tok/s", "s/step", "decode", "train", "switch", "wait", "stale", "max", "dropped",
        "carried", "headroom",
      ]
    ]
    for row in rows {
      guard let outcome = row.outcome else { continue }
      let means = outcome.means
      func share(_ activities: Activity...) -> String {
        let sum = activities.reduce(0) { $0 + means.shares[Int($1.rawValue)] }
        return "\((sum * 100).fixed(1)) %"
      }
      lines.append([
        row.name, means.tokensPerSecond.fixed(0), means.seconds.fixed(1),
        share(.prefill, .decode), share(.reference, .update), share(.reshard, .offload),
        share(
          .reward, .bubble, .waitingController, .waitingSamples, .waitingWeights,
          .waitingReplica, .waitingPeers, .waitingQueue, .failed, .idle),
        means.meanStaleness.fixed(2), "\(means.maxStaleness)",
        "\(outcome.totals.samplesDropped)", "\(outcome.totals.samplesCarried)",
        "\(outcome.headroom)",
      ])
    }
    var text = aligned(lines)
    for row in rows where !row.refusal.isEmpty { text += "\(row.name): \(row.refusal)\n" }
    return text
  }

  /// Columns, the first to the left and the others to the right.
  private static func aligned(_ lines: [[String]]) -> String {
    let widths = (lines.first ?? []).indices.map { column in
      lines.map { $0[column].count }.max() ?? 0
    }
    return lines.reduce(into: "") { text, line in
      for (column, cell) in line.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        text += column == 0 ? cell + space : "  " + space + cell
      }
      text += "\n"
    }
  }
}
