import ArgumentParser

/// How commands end that cannot go on.
enum Failing {
  /// What is wrong with what the user gave: a scenario, a file, a terminal.
  static let unusableInput = ExitCode(2)
  /// A recording is damaged, or its replay went another way.
  static let damagedRecording = ExitCode(3)
  /// The simulation broke one of its own laws: a fault of this program.
  static let brokenLaw = ExitCode(70)

  /// Ends the command with one line of what is wrong, if anything is.
  static func orExit<Value>(
    _ code: ExitCode = unusableInput, naming subject: String? = nil, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch {
      writeMessage(subject.map { "\($0): \(error)" } ?? "\(error)")
      throw code
    }
  }
}
