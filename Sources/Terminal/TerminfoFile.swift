import Glibc

/// Where terminfo's entries lie.
enum TerminfoFile {
  /// Returns the bytes of the entry of a terminal type, searched for as curses does.
  static func read(type: String, environment: (String) -> String?) -> [UInt8]? {
    guard let initial = type.utf8.first, !type.contains("/") else { return nil }
    let letter = String(Character(Unicode.Scalar(initial)))
    let number = String(initial, radix: 16)
    for directory in directories(environment) {
      for folder in [letter, number] {
        if let bytes = contents(of: "\(directory)/\(folder)/\(type)") { return bytes }
      }
    }
    return nil
  }

  static func directories(_ environment: (String) -> String?) -> [String] {
    let usual = ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo"]
    let own = environment("TERMINFO").map { [$0] } ?? []
    let home = environment("HOME").map { ["\($0)/.terminfo"] } ?? []
    let more = environment("TERMINFO_DIRS")?.split(separator: ":").map(String.init) ?? []
    return own + home + more + usual
  }

  private static func contents(of path: String) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    // The largest entry curses takes.
    var bytes = [UInt8](repeating: 0, count: 32768)
    var filled = 0
    while filled < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(
          file, buffer.baseAddress.map { unsafe $0 + filled }, buffer.count - filled)
      }
      guard count > 0 else { break }
      filled += count
    }
    return filled > 0 ? Array(bytes.prefix(filled)) : nil
  }
}
