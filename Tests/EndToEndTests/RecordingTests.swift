import Foundation
import Testing

/// Recordings that cannot be written.
@Suite struct RecordingTests {
  private static let few = ["--set", "workload.prompts-per-step=32"]

  /// Where files of more than 32 blocks of 512 bytes are refused; the signal that tells is ignored.
  private static let narrow = "trap '' XFSZ; ulimit -f 32; exec "

  @Test func `a console whose recording finds no room says so when it ends, with status 2`() throws
  {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let command = Self.narrow + "'\(Shell.tandem)' run --speed max --record a.session "
    let pty = try Pty(
      ["sh", "-c", command + Self.few.joined(separator: " ")], columns: 100, rows: 30,
      directory: folder)
    try pty.wait(for: "recording stopped: file too large")
    _ = pty.type([UInt8(ascii: "q")])
    #expect(try pty.end() == 2)
    let words = String(decoding: pty.output, as: UTF8.self)
    #expect(words.hasSuffix("recording stopped: file too large\r\n"))
    let replay = try Shell.tandem("replay", "a.session", "--headless", directory: folder)
    #expect(replay.status == 0)
    #expect(replay.output.contains("verified as far as it goes"))
  }

  @Test(arguments: [false, true])
  func `a headless run whose recording finds no room ends with status 2`(isScripted: Bool) throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try "pause\n".write(
      to: folder.appending(path: "tour.script"), atomically: true, encoding: .utf8)
    let words =
      "'\(Shell.tandem)' run --steps 200 --record a.session " + Self.few.joined(separator: " ")
      + (isScripted ? " --script tour.script" : "")
    let result = try Shell.run("sh", ["-c", Self.narrow + words], directory: folder)
    #expect(result.status == 2)
    #expect(result.errors.contains("file too large"))
  }
}
