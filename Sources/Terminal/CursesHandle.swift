import CNcurses
import Glibc

/// The screen curses keeps, and the streams it was given.
@safe
struct CursesHandle: ~Copyable {
  private let screen: OpaquePointer
  private let input: UnsafeMutablePointer<FILE>
  private let output: UnsafeMutablePointer<FILE>

  /// Starts curses on a terminal of a known type.
  ///
  /// Its streams get descriptors of their own, since the output's is diverted later.
  init(type: String, input: Int32, output: Int32) throws(TerminalError) {
    guard let source = unsafe Self.stream(on: input, mode: "r") else {
      throw .refused(what: "reading from the terminal", code: errno)
    }
    guard let sink = unsafe Self.stream(on: output, mode: "w") else {
      let code = errno
      unsafe fclose(source)
      throw .refused(what: "writing to the terminal", code: code)
    }
    guard let screen = unsafe newterm(type, sink, source) else {
      unsafe fclose(source)
      unsafe fclose(sink)
      throw .unknownType(type)
    }
    unsafe self.screen = screen
    unsafe self.input = source
    unsafe self.output = sink
  }

  deinit {
    unsafe delscreen(screen)
    unsafe fclose(input)
    unsafe fclose(output)
  }

  /// The descriptor curses writes to.
  var outputDescriptor: Int32 { unsafe fileno(output) }

  private static func stream(on descriptor: Int32, mode: String) -> UnsafeMutablePointer<FILE>? {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { return nil }
    guard let stream = unsafe fdopen(copy, mode) else {
      close(copy)
      return nil
    }
    return unsafe stream
  }
}
