import ArgumentParser
import Glibc
import Specification

/// Finds scenarios for the commands that take one.
enum ScenarioFiles {
  /// The largest file that is read, in bytes.
  private static let sizeLimit = MeasuredLengths.fileSizeLimit

  /// The scenario that a command's user means: a preset's name, a file, or `-` for standard input; with
  /// settings changed.
  ///
  /// - Throws: what is wrong with it, with file, line and column.
  static func document(
    _ name: String, settings: [String] = []
  ) throws(ScenarioError) -> ScenarioDocument {
    var changes: [ScenarioSetting] = []
    for setting in settings { changes.append(try ScenarioSetting(parsing: setting)) }
    var document = try named(name)
    if !changes.isEmpty { try document.apply(changes, readFile: read) }
    return document
  }

  /// Ends the command with status 2 and the error on one line, if there is one.
  static func orExit<Value>(_ body: () throws(ScenarioError) -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      writeToStandardError("\(error)\n")
      throw ExitCode(2)
    }
  }

  /// Reads a whole text file; nothing larger than 64 MiB, be it endless.
  static func read(_ path: String) throws(FileFailure) -> String {
    let descriptor = path == "-" ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw lastFailure() }
    defer { if descriptor > 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw lastFailure() }
      guard count > 0 else { break }
      bytes += chunk[..<count]
      guard bytes.count <= sizeLimit else {
        throw FileFailure("it has more than \(sizeLimit >> 20) MiB")
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FileFailure("it is no text in UTF-8")
    }
    return text
  }

  private static func named(_ name: String) throws(ScenarioError) -> ScenarioDocument {
    if let preset = Scenario.presets.first(where: { $0.name == name }) {
      return ScenarioDocument(preset.value)
    }
    let text: String
    do {
      text = try read(name)
    } catch {
      let names = Scenario.presets.map(\.name)
      throw ScenarioError(
        at: SourceMark(whole: name),
        what: "no scenario has this name, and as a file: \(error.reason)",
        remedy: Suggestion.remedy(for: name, among: names))
    }
    return try ScenarioDocument(yaml: text, file: name, readFile: read)
  }

  private static func lastFailure() -> FileFailure {
    FileFailure(unsafe String(cString: strerror(errno)).lowercased())
  }

  private static func writeToStandardError(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
