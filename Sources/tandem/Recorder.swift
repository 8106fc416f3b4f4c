import Exploration
import Glibc
import Session
import Simulation
import Specification

/// Writes a session file while the run goes on.
///
/// Every entry is written at once, in one piece: a recorder that is killed leaves all but its last line.
struct Recorder {
  /// The file.
  let path: String
  private let descriptor: Int32
  private var writer: SessionWriter

  /// Begins a recording; a file that is there is replaced.
  ///
  /// - Throws: why it cannot be written.
  init(path: String, scenario: Scenario) throws(FileFailure) {
    self.path = path
    writer = SessionWriter(scenario: scenario, program: Tandem.version)
    descriptor = try OutputFile.open(path)
    if let failure = flush() { throw FileFailure(failure) }
  }

  /// Writes what a journal tells.
  ///
  /// - Returns: why it could not be written; nothing is written any more then.
  mutating func write(_ entries: [JournalEntry]) -> String? {
    writer.write(entries)
    return flush()
  }

  /// Writes the end and closes the file.
  ///
  /// - Returns: why it could not be written.
  @discardableResult
  mutating func finish(_ simulation: Simulation) -> String? {
    writer.write(Ending(simulation))
    defer { close(descriptor) }
    return flush()
  }

  private mutating func flush() -> String? {
    do {
      try OutputFile.write(writer.takeText(), to: descriptor)
      return nil
    } catch {
      return error.reason
    }
  }
}
