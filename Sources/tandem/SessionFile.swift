import Session

/// Reads recorded sessions.
enum SessionFile {
  /// Reads a session; tells where it breaks off.
  ///
  /// - Throws: an exit code, where it cannot be read or is damaged.
  static func read(_ path: String) throws -> Session {
    let bytes = try Failing.orExit(naming: path) { try InputFile.bytes(of: path) }
    let session = try Failing.orExit(Failing.damagedRecording, naming: path) {
      try Session(parsing: bytes)
    }
    if let line = session.tornLine {
      writeMessage("\(path): breaks off in line \(line); what comes before is replayed")
    }
    return session
  }

  /// The last part of a path.
  static func name(of path: String) -> String {
    String(path.split(separator: "/").last ?? "session")
  }
}
