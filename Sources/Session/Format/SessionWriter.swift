import Exploration
import Specification
import Telemetry

/// Turns a run into the text of a session file, as it goes.
///
/// It writes no file: whoever does takes the text from time to time, and should write and flush it at
/// once, so that a recorder that is killed leaves all but its last line. Every line ends with a line
/// feed and carries a check over all lines up to it.
public struct SessionWriter: Hashable, Sendable {
  private var chain = CheckChain()
  private var text = ""

  /// Begins a session.
  ///
  /// - Parameters:
  ///   - scenario: what is run, as it is before any knob is turned.
  ///   - program: the version of the program that records.
  public init(scenario: Scenario, program: String) {
    write(SessionLine.header(program: program, scenario: scenario))
  }

  /// Writes entries of a timeline's journal.
  public mutating func write(_ entries: [JournalEntry]) {
    for entry in entries { write(SessionLine.entry(entry)) }
  }

  /// Writes the last line.
  public mutating func write(_ ending: Ending) { write(SessionLine.end(ending)) }

  /// Takes the text that was written since the last time: whole lines.
  public mutating func takeText() -> String {
    defer { text = "" }
    return text
  }

  private mutating func write(_ json: JSON) {
    let body = String(json.text.dropLast())
    chain.add(body.utf8)
    text += body + CheckChain.prefix + chain.value.hexadecimal + CheckChain.suffix + "\n"
  }
}
