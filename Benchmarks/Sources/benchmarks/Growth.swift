import Quantities
import Simulation
import Specification
import Telemetry

/// How the cost of a step grows with cards and samples, and how fast events are worked off.
enum Growth {
  /// The name to ask for.
  static let name = "growth"

  private struct Row {
    var cards: Int
    var samples: Int
    var seconds: Double
    var events: Double
    var simulated: Double
  }

  /// Measures and writes the table, the best of some rounds.
  static func lines(rounds: Int, asJSON: Bool) -> [String] {
    let sizes =
      [64, 256, 512, 1024, 4096].map { (1, $0) } + [4, 16].map { ($0, 512 * $0) } + [(16, 4096)]
    let rows = sizes.compactMap { supernodes, prompts in
      measure(supernodes: supernodes, prompts: prompts, rounds: rounds)
    }
    if asJSON { return rows.map(json) }
    let head =
      "  cards  samples   ms a step   ns a sample   events a step   M events/s   simulated s/s"
    return ["One RL step by cards and samples", head] + rows.map(text) + [""]
  }

  private static func measure(supernodes: Int, prompts: Int, rounds: Int) -> Row? {
    var scenario = Scenario.panguCM384x4
    scenario.cluster.supernodes = supernodes
    scenario.workload.promptsPerStep = prompts
    guard let start = try? Simulation(scenario) else { return nil }
    let steps = 10
    var best = Double.infinity
    var (events, simulated) = (0.0, 0.0)
    for _ in 0..<max(1, rounds) {
      var simulation = start
      var sink = NullSink()
      let seconds = Stopwatch.measure {
        for _ in 0..<steps { _ = simulation.runStep(into: &sink) }
      }
      best = min(best, seconds)
      events = Double(simulation.eventCount)
      simulated = simulation.now.seconds
    }
    return Row(
      cards: scenario.cluster.cards, samples: scenario.workload.samplesPerStep,
      seconds: best / Double(steps), events: events / Double(steps),
      simulated: simulated / Double(steps))
  }

  private static func text(_ row: Row) -> String {
    func column(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    return column("\(row.cards)", 7) + column("\(row.samples)", 9)
      + column((row.seconds * 1e3).fixed(2), 12)
      + column((row.seconds * 1e9 / Double(row.samples)).fixed(0), 14)
      + column(row.events.fixed(0), 16) + column((row.events / row.seconds / 1e6).fixed(2), 13)
      + column((row.simulated / row.seconds).fixed(0), 16)
  }

  private static func json(_ row: Row) -> String {
    #"{"benchmark":"growth","cards":\#(row.cards),"samples":\#(row.samples),"#
      + #""seconds":\#(row.seconds.fixed(6)),"events":\#(row.events.fixed(0)),"#
      + #""events_per_second":\#((row.events / row.seconds).fixed(0)),"#
      + #""simulated_per_second":\#((row.simulated / row.seconds).fixed(0))}"#
  }
}
