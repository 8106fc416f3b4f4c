/// Why a file could not be read, as the reader of files tells it.
public struct FileFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The reason in a few words, as in "no such file".
  public let reason: String

  /// Tells a reason.
  public init(_ reason: String) {
    self.reason = reason
  }

  /// The reason.
  public var description: String { reason }
}

/// Reads a whole text file: what a scenario's user hands in, since scenarios open no files themselves.
///
/// The path is as the scenario has it, resolved against the scenario's own file.
public typealias FileReader = @Sendable (_ path: String) throws(FileFailure) -> String
