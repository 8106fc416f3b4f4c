import Quantities

/// Why bytes are no session, and where.
public struct SessionError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// There is nothing.
    case empty
    /// The file breaks off within its first line.
    case tornHeader
    /// The first line is not that of a session.
    case noSession
    /// The format is of a later version.
    case newerFormat(version: Int, program: String)
    /// The line has no check at its end.
    case noCheck
    /// The check is not that of the lines up to here.
    case wrongCheck
    /// The line is no JSON.
    case noJSON(JSONError)
    /// The line is none of those that a session has.
    case unknownLine
    /// A key is missing.
    case missing(key: String)
    /// A key does not belong there.
    case surplus(key: String)
    /// A value is not what it should be, which follows.
    case badValue(key: String, expected: String)
    /// The scenario cannot be read, or cannot run.
    case badScenario(String)
    /// An input cannot be.
    case badInput(String)
    /// A time is before one that was told already.
    case backwards(SimTime, before: SimTime)
    /// The file goes on after its end.
    case afterEnd
  }

  /// The number of the line, from 1.
  public let line: Int
  /// What is wrong there.
  public let reason: Reason

  init(_ reason: Reason, line: Int) {
    self.reason = reason
    self.line = line
  }
}

extension SessionError: CustomStringConvertible {
  /// The line and what is wrong there.
  public var description: String { "line \(line): \(explanation)" }

  private var explanation: String {
    switch reason {
    case .empty: "the file is empty"
    case .tornHeader: "the file breaks off within its first line; nothing of it can be replayed"
    case .noSession: "this is no recorded session; one begins with {\"format\":\"tandem session\""
    case .newerFormat(let version, let program):
      "the session is in version \(version) of the format, recorded by \(program); this program "
        + "reads up to version \(SessionLine.version)"
    case .noCheck: "the line has no check at its end: it was changed"
    case .wrongCheck:
      "the check does not fit: this line was changed, or lines before it are missing, doubled or "
        + "out of order"
    case .noJSON(let error): "this is no JSON: \(error)"
    case .unknownLine: "this is no header, input, step, rewind or end"
    case .missing(let key): "'\(key)' is missing"
    case .surplus(let key): "'\(key)' does not belong here"
    case .badValue(let key, let expected): "'\(key)' should be \(expected)"
    case .badScenario(let text): "the scenario cannot be used: \(text)"
    case .badInput(let text): "the input cannot be: \(text)"
    case .backwards(let time, let before):
      "the time \(time.nanoseconds) ns comes after \(before.nanoseconds) ns"
    case .afterEnd: "the session has ended before this line"
    }
  }
}
