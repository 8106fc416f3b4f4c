import Glibc
import Specification

/// Reads files.
enum InputFile {
  /// Whether there is something of this name.
  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Reads a whole file, or standard input for `-`; nothing larger than 64 MiB, be it endless.
  ///
  /// - Throws: why it cannot be read.
  static func bytes(of path: String) throws(FileFailure) -> [UInt8] {
    let descriptor = path == "-" ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputFile.lastFailure() }
    defer { if descriptor > 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw OutputFile.lastFailure() }
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= MeasuredLengths.fileSizeLimit else {
        throw FileFailure("it has more than \(MeasuredLengths.fileSizeLimit >> 20) MiB")
      }
    }
  }
}
