import ArgumentParser
import Exploration
import Quantities
import Session
import Simulation
import Specification
import Telemetry

/// Ranks knobs by what turning them would do.
struct AdviseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "advise", abstract: "Find out which knob would help most.",
    discussion: """
      Runs a scenario for some RL steps, then turns every knob in a copy of the run and lets the copies \
      run on with the same luck. The step under way when a knob is turned is left out. The same every \
      time.
      """)

  @OptionGroup var options: ScenarioOptions

  @Option(help: ArgumentHelp("Run so many RL steps before a knob is turned.", valueName: "count"))
  var after = 2

  @Option(help: ArgumentHelp("Compare over so many RL steps.", valueName: "count"))
  var steps = Advisor.usualSteps

  @Flag(help: "Print one JSON object for the run as it is, then one for each knob.")
  var json = false

  mutating func validate() throws {
    guard (0...10_000).contains(after) else {
      throw ValidationError("--after \(after) cannot be run; ask for 0 to 10000 steps")
    }
    guard (1...1000).contains(steps) else {
      throw ValidationError("--steps \(steps) cannot be compared; ask for 1 to 1000")
    }
  }

  func run() throws {
    let scenario = try options.document(checksMemory: true).scenario
    var simulation = try Failing.orExit(naming: options.scenario) { try Simulation(scenario) }
    var sink = NullSink()
    for _ in 0..<after where simulation.runStep(into: &sink) != nil {}
    var advisor = Advisor(simulation, steps: steps)
    advisor.work { false }
    try writeOutput(json ? lines(advisor.advice) : table(advisor.advice))
  }

  private func lines(_ advice: Advice) -> String {
    let first: JSON = [
      "at_s": .number(advice.time.seconds), "steps": .integer(advice.steps),
      "tokens_per_second": .number(advice.baseline ?? 0),
    ]
    return ([first] + advice.entries.map { json($0, of: advice) })
      .reduce(into: "") { $0 += $1.text + "\n" }
  }

  private func json(_ entry: Advice.Entry, of advice: Advice) -> JSON {
    switch entry.outcome {
    case .measured(let rate):
      [
        "knob": .string(entry.knob.text), "tokens_per_second": .number(rate),
        "gain": .number(advice.gain(of: entry) ?? 0),
        "staleness_mean": entry.price.map { .number($0.staleness) } ?? .null,
        "memory_headroom": entry.price.map { .integer($0.headroom.count) } ?? .null,
      ]
    case .refused(let reason):
      ["knob": .string(entry.knob.text), "refused": .string(reason)]
    case .pending: ["knob": .string(entry.knob.text)]
    }
  }

  /// What a knob costs beside time, where that changes.
  private func price(of entry: Advice.Entry, beside usual: Advice.Price?) -> String {
    guard let price = entry.price, let usual else { return "" }
    var text = ""
    let stale = price.staleness - usual.staleness
    if stale.magnitude >= 0.005 {
      text += ", \(stale < 0 ? "" : "+")\(stale.fixed(2)) versions behind"
    }
    let free = (price.headroom - usual.headroom).gibibytes
    if free.magnitude >= 0.05 {
      text += ", \(free < 0 ? "" : "+")\(free.fixed(1)) GiB of memory free"
    }
    return text
  }

  private func table(_ advice: Advice) -> String {
    let width = advice.entries.map(\.knob.text.count).max() ?? 0
    func line(_ name: String, _ figures: String) -> String {
      name + String(repeating: " ", count: max(0, width - name.count)) + "  " + figures + "\n"
    }
    func figure(_ rate: Double) -> String {
      let text = rate.fixed(0)
      return String(repeating: " ", count: max(0, 8 - text.count)) + text + " tok/s"
    }
    var text = line("as it is", figure(advice.baseline ?? 0))
    for entry in advice.entries {
      switch entry.outcome {
      case .measured(let rate):
        let gain = (advice.gain(of: entry) ?? 0) * 100
        text += line(
          entry.knob.text,
          "\(figure(rate))  \(gain < 0 ? "" : "+")\(gain.fixed(1)) %"
            + price(of: entry, beside: advice.price))
      case .refused(let reason): text += line(entry.knob.text, reason)
      case .pending: break
      }
    }
    return text
  }
}
