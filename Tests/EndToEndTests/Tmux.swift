import Foundation
import Testing

/// A terminal of its own, with a shell in it: a tmux server that no one else talks to.
///
/// Nothing here waits for a while and hopes: every wait is for something to be on the screen, and ends
/// with an error when it does not come.
final class Tmux {
  private let socket: String
  /// Where its shell starts: a folder of its own.
  let folder: URL

  /// Opens a terminal of a size, with a plain shell in it.
  init(columns: Int, rows: Int, locale: String = "C.UTF-8", settings: String = "") throws {
    folder = try Shell.makeFolder()
    socket = folder.appending(path: "tmux").path(percentEncoded: false)
    try command(
      "-f", "/dev/null", "new-session", "-d", "-c", folder.path(percentEncoded: false), "-x",
      "\(columns)", "-y", "\(rows)",
      "env -i PATH=\"$PATH\" HOME=\"$HOME\" TERM=tmux-256color LC_ALL=\(locale) "
        + "XDG_CONFIG_HOME=\(folder.path(percentEncoded: false)) \(settings) PS1='$ ' /bin/sh")
    try wait(for: "$")
  }

  deinit {
    _ = try? Shell.run("tmux", ["-S", socket, "kill-server"])
    try? FileManager.default.removeItem(at: folder)
  }

  /// A tmux command that went wrong, or a screen on which something did not come.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Types text, and Enter after it.
  func type(_ text: String) throws {
    try command("send-keys", "-l", text)
    try command("send-keys", "Enter")
  }

  /// Presses keys, by tmux's names.
  func press(_ keys: String...) throws {
    for key in keys { try command("send-keys", key) }
  }

  /// Gives the terminal another size.
  func resize(columns: Int, rows: Int) throws {
    try command("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Has the program believe in one size after another, without tmux being asked.
  func claim(sizes: [(columns: Int, rows: Int)], milliseconds: Int32) throws {
    let line = unsafe open("/dev/\(try tty())", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard line >= 0 else { throw Failure(description: "the terminal cannot be opened") }
    defer { close(line) }
    for size in sizes {
      var window = winsize(
        ws_row: UInt16(size.rows), ws_col: UInt16(size.columns), ws_xpixel: 0, ws_ypixel: 0)
      _ = unsafe ioctl(line, UInt(TIOCSWINSZ), &window)
      poll(nil, 0, milliseconds)
    }
  }

  /// Writes what the program sends from now on to a file, too.
  func record(to file: URL) throws {
    try command("pipe-pane", "cat >'\(file.path(percentEncoded: false))'")
  }

  /// What is on screen, a line each; with the sequences of its colours, if asked for.
  func screen(colours: Bool = false) throws -> String {
    let options = colours ? ["-p", "-e", "-N"] : ["-p"]
    return try Shell.run("tmux", ["-S", socket, "capture-pane"] + options).output
  }

  /// The name of the terminal, without the folder.
  func tty() throws -> String {
    let result = try Shell.run("tmux", ["-S", socket, "display-message", "-p", "#{pane_tty}"])
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
      .replacingOccurrences(of: "/dev/", with: "")
  }

  /// Reads the screen until something is on it.
  @discardableResult
  func wait(for text: String, seconds: Double = 30) throws -> String {
    try wait("'\(text)' to appear", seconds: seconds) { $0.contains(text) }
  }

  /// Reads the screen until it is as asked.
  @discardableResult
  func wait(
    _ what: String, colours: Bool = false, seconds: Double = 30, until isThere: (String) -> Bool
  ) throws -> String {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var last = ""
    repeat {
      last = try screen(colours: colours)
      if isThere(last) { return last }
    } while clock.now < end
    throw Failure(description: "waited \(seconds) s for \(what); the screen was:\n\(last)")
  }

  private func command(_ arguments: String...) throws {
    let result = try Shell.run("tmux", ["-S", socket] + arguments)
    guard result.status == 0 else {
      throw Failure(description: "tmux \(arguments.joined(separator: " ")): \(result.errors)")
    }
  }
}
