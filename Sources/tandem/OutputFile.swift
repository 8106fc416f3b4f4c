import Glibc
import Specification

/// Writes to files and to the standard streams.
enum OutputFile {
  /// Opens a file for writing, replacing one that is there.
  static func open(_ path: String) throws(FileFailure) -> Int32 {
    let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw lastFailure() }
    return descriptor
  }

  /// Makes the folder that a file is to stand in, and those around it.
  static func makeFolder(of path: String) throws(FileFailure) {
    var place = path.startIndex
    while let slash = path[place...].firstIndex(of: "/") {
      place = path.index(after: slash)
      guard slash > path.startIndex else { continue }
      guard unsafe mkdir(String(path[..<slash]), 0o755) == 0 || errno == EEXIST else {
        throw lastFailure()
      }
    }
  }

  /// A name that no file in the working directory has: the one given, or the first with a number.
  static func freeName(_ name: String, _ suffix: String) -> String {
    var path = "\(name).\(suffix)"
    var number = 1
    while unsafe access(path, F_OK) == 0, number < 10_000 {
      number += 1
      path = "\(name)-\(number).\(suffix)"
    }
    return path
  }

  /// Writes a whole text to a file.
  static func write(_ text: String, toFile path: String) throws(FileFailure) {
    let descriptor = try open(path)
    defer { close(descriptor) }
    try write(text, to: descriptor)
  }

  /// Writes a text to a descriptor, all of it.
  static func write(_ text: String, to descriptor: Int32) throws(FileFailure) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw lastFailure() }
      bytes = bytes.dropFirst(count)
    }
  }

  /// What the operating system said last.
  static func lastFailure() -> FileFailure {
    FileFailure(unsafe String(cString: strerror(errno)).lowercased())
  }
}

/// Data, which others read.
///
/// - Throws: an exit code, where it cannot be written.
func writeOutput(_ text: String) throws {
  try Failing.orExit(naming: "standard output") { try OutputFile.write(text, to: 1) }
}

/// Messages, for people; where nobody reads them, they are lost.
///
/// What a file says may stand in them, so that control characters are shown and do nothing.
func writeMessage(_ text: String) {
  let shown = text.unicodeScalars.map { scalar in
    let isControl = scalar.value < 0x20 && scalar != "\n" || (0x7F...0x9F).contains(scalar.value)
    return isControl ? scalar.escaped(asASCII: true) : String(scalar)
  }
  try? OutputFile.write(shown.joined() + "\n", to: 2)
}
