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
  init(columns: Int, rows: Int, locale: String = "C.UTF-8") throws {
    folder = try Shell.makeFolder()
    socket = folder.appending(path: "tmux").path(percentEncoded: false)
    try command(
      "-f", "/dev/null", "new-session", "-d", "-c", folder.path(percentEncoded: false), "-x",
      "\(columns)", "-y", "\(rows)",
      "env -i PATH=\"$PATH\" HOME=\"$HOME\" TERM=tmux-256color LC_ALL=\(locale) PS1='$ ' /bin/sh")
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

  /// What is on screen, a line each.
  func screen() throws -> String {
    try Shell.run("tmux", ["-S", socket, "capture-pane", "-p"]).output
  }

  /// Reads the screen until something is on it.
  @discardableResult
  func wait(for text: String, seconds: Double = 30) throws -> String {
    try wait("'\(text)' to appear", seconds: seconds) { $0.contains(text) }
  }

  /// Reads the screen until it is as asked.
  @discardableResult
  func wait(
    _ what: String, seconds: Double = 30, until isThere: (String) -> Bool
  ) throws -> String {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var last = ""
    repeat {
      last = try screen()
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
