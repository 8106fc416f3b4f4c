import Foundation

/// What a command came to.
struct CommandResult {
  var status: Int32
  var output: String
  var errors: String
}

/// Runs a program to its end, from outside.
enum Shell {
  /// The package's root.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The built binary: the one `scripts/test` names, or the newest that stands in `.build`.
  static let tandem: String = {
    if let path = ProcessInfo.processInfo.environment["TANDEM_BINARY"] { return path }
    let release = root.appending(path: ".build/release/tandem").path(percentEncoded: false)
    let debug = root.appending(path: ".build/debug/tandem").path(percentEncoded: false)
    return FileManager.default.isExecutableFile(atPath: debug) ? debug : release
  }()

  /// Runs a command with arguments, in an environment of its own.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    directory: URL? = nil
  ) throws -> CommandResult {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["-i"] + settings(environment) + [program] + arguments
    if let directory { process.currentDirectoryURL = directory }
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // Errors are short; the output is read first, so that a full pipe blocks nobody.
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return CommandResult(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: complaints, as: UTF8.self))
  }

  /// Runs tandem.
  static func tandem(
    _ arguments: String..., environment: [String: String] = [:], directory: URL? = nil
  ) throws -> CommandResult {
    try run(tandem, arguments, environment: environment, directory: directory)
  }

  /// A new empty folder, in the system's place for such.
  static func makeFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "tandem-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private static func settings(_ environment: [String: String]) -> [String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let home = ProcessInfo.processInfo.environment["HOME"] ?? "/"
    var all = ["PATH": path, "HOME": home, "LANG": "C.UTF-8"]
    all.merge(environment) { $1 }
    return all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }
}
