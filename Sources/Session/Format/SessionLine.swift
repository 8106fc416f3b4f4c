import Exploration
import Quantities
import Specification
import Telemetry

/// A line of a session file, without its check.
enum SessionLine {
  /// The latest version of the format, which is the one written.
  static let version = 1
  static let format = "tandem session"
  /// How every session file begins, whatever its version.
  static let beginning = #"{"format":"\#(format)","version":"#
  /// The latest time that is believed: 31 years.
  static let timeLimit = SimTime(nanoseconds: 1_000_000_000_000_000_000)

  static func header(program: String, scenario: Scenario) -> JSON {
    [
      "format": .string(format), "version": .integer(version), "program": .string(program),
      "seed": .string(String(scenario.seed)), "scenario": .string(scenario.yaml()),
    ]
  }

  static func entry(_ entry: JournalEntry) -> JSON {
    switch entry {
    case .input(let input):
      ["input": .string(input.action.text), "at": .integer(input.time.nanoseconds)]
    case .rewind(let time, let inputs):
      ["rewind": .integer(time.nanoseconds), "inputs": .integer(inputs)]
    case .step(let record): step(record)
    }
  }

  static func end(_ ending: Ending) -> JSON {
    [
      "end": .integer(ending.time.nanoseconds), "steps": .integer(ending.steps),
      "events": .integer(Int64(clamping: ending.events)), "hash": .hash(ending.hash),
      "state": .hash(ending.state),
    ]
  }

  private static func step(_ record: StepRecord) -> JSON {
    [
      "step": .integer(record.step), "start": .integer(record.start.nanoseconds),
      "end": .integer(record.end.nanoseconds), "tokens": .integer(record.tokens),
      "samples": .integer(record.samples),
      "roles": durations(record.roles, names: Role.allCases.map(\.key)),
      "activities": durations(record.activities, names: Activity.allCases.map(\.key)),
      "staleness": .array(record.staleness.map { .integer($0) }),
      "dies": .integer(record.dies), "hash": .hash(record.hash),
    ]
  }

  /// Durations by name, those of zero left out.
  private static func durations(_ durations: [SimDuration], names: [String]) -> JSON {
    .object(
      zip(names, durations).filter { $0.1 != .zero }.map {
        JSON.Member($0.0, .integer($0.1.nanoseconds))
      })
  }
}
