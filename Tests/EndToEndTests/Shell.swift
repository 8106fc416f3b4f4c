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
  ///
  /// By `posix_spawn`, with files for its output: a program that leaves a server behind, as tmux does,
  /// would keep pipes open for ever, and Foundation's `Process` would wait for that server too.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    directory: URL? = nil
  ) throws -> CommandResult {
    let folder = try makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = folder.appending(path: "output").path(percentEncoded: false)
    let errors = folder.appending(path: "errors").path(percentEncoded: false)
    let place = directory?.path(percentEncoded: false) ?? root.path(percentEncoded: false)
    let words =
      ["env", "-i", "-C", place] + settings(environment) + [program] + arguments
    let status = try spawn(words, output: output, errors: errors)
    return CommandResult(
      status: status, output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  private static func spawn(_ words: [String], output: String, errors: String) throws -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
    var process: pid_t = 0
    var pointers = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe pointers.forEach { unsafe free($0) } }
    let code = unsafe posix_spawnp(&process, "env", &actions, nil, &pointers, environ)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw POSIXError(.ECHILD) }
    }
    // As a shell has it: the exit status, or 128 and the signal.
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
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

  /// The variables a program gets, as env(1) takes them.
  static func settings(_ environment: [String: String]) -> [String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let home = ProcessInfo.processInfo.environment["HOME"] ?? "/"
    // The results must not hang on the settings of whoever runs this.
    var all = [
      "PATH": path, "HOME": home, "LANG": "C.UTF-8", "XDG_CONFIG_HOME": "/nonexistent",
    ]
    all.merge(environment) { $1 }
    return all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }
}
