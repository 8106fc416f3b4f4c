import ArgumentParser
import Canvas
import Console
import Exploration
import Quantities
import Session
import Simulation
import Specification
import Telemetry

/// Writes a recorded session in a format that others read.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a recorded session in another format.",
    discussion: """
      The session is simulated again and checked against its record, as by 'tandem replay --headless'.

        csv         a line for each RL step
        json        an object for each RL step, then a summary
        perfetto    a trace in the Trace Event Format, for ui.perfetto.dev and Chrome
        prometheus  the state at the end, as metrics in text
        asciicast   the console as it shows the run, for asciinema and its player
      """)

  /// What can be written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case csv, json, perfetto, prometheus, asciicast
  }

  @Argument(help: "A session file.", completion: .file(extensions: ["session"]))
  var session: String

  @Option(
    help: ArgumentHelp(
      "csv, json, perfetto, prometheus or asciicast; by the ending of --output unless told.",
      valueName: "format"))
  var format: Format?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A file to write; standard output unless told.", valueName: "file"), completion: .file())
  var output: String?

  @OptionGroup(title: "Asciicast") var cast: CastOptions

  func validate() throws {
    guard format == nil, Self.format(of: output) == nil else { return }
    throw ValidationError(
      "the format is not clear; give --format, or an --output that ends in .csv, .json, .trace, "
        + ".prom or .cast")
  }

  func run() throws {
    let recorded = try SessionFile.read(session)
    switch format ?? Self.format(of: output) ?? .json {
    case .csv:
      try export(recorded, into: NullSink()) { replay in
        let cards = replay.session.scenario.cluster.cards
        let rows = replay.steps.map { StepTable.row($0, cards: cards) }
        return StepTable.header + rows.joined()
      }
    case .json:
      try export(recorded, into: NullSink()) { replay in
        RunReport(replay).jsonLines(replay.steps)
      }
    case .perfetto:
      try export(recorded, into: TraceWriter(scenario: recorded.scenario)) { replay in
        var writer = replay.timeline.present.live.sink
        writer.finish()
        return writer.takeText()
      }
    case .prometheus:
      try export(recorded, into: ClusterState(scenario: recorded.scenario)) { replay in
        PrometheusText(replay.timeline.present.live.sink).text
      }
    case .asciicast:
      try write(try cast.record(recorded, named: SessionFile.name(of: session)))
    }
  }

  /// Replays a session, writes what came of it, and tells if it went another way than recorded.
  private func export<Sink: TelemetrySink & Sendable>(
    _ recorded: Session, into sink: Sink, _ text: (Replay<Sink>) -> String
  ) throws {
    var replay = try Failing.orExit(Failing.damagedRecording, naming: session) {
      try Replay(recorded, into: sink)
    }
    replay.run()
    try write(text(replay))
    if let divergence = replay.divergence {
      writeMessage("\(session): \(divergence)")
      throw Failing.damagedRecording
    }
  }

  private func write(_ text: String) throws {
    guard let output, output != "-" else {
      try Failing.orExit { try writeOutput(text) }
      return
    }
    try Failing.orExit(naming: output) { try OutputFile.write(text, toFile: output) }
  }

  private static func format(of path: String?) -> Format? {
    guard let ending = path?.split(separator: ".").last else { return nil }
    return switch ending {
    case "csv": .csv
    case "json", "jsonl": .json
    case "trace", "perfetto": .perfetto
    case "prom": .prometheus
    case "cast": .asciicast
    default: nil
    }
  }
}
