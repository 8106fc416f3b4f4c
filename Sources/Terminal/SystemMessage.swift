import Glibc

/// What the C library says about an error number.
enum SystemMessage {
  static func text(for code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
