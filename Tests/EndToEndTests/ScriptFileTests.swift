import Foundation
import Testing

/// Plays script files with the built binary.
@Suite struct ScriptFileTests {
  /// Few prompts: what is tested here takes no long run.
  private static let few = ["--set", "workload.prompts-per-step=96"]

  private func play(
    _ script: String, _ arguments: String..., in folder: URL
  ) throws -> CommandResult {
    try script.write(
      to: folder.appending(path: "tour.script"), atomically: true, encoding: .utf8)
    return try Shell.run(
      Shell.tandem, ["run", "--script", "tour.script"] + Self.few + arguments, directory: folder)
  }

  @Test func `a script turns knobs, waits, and writes frames, the same every time`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = """
      at 60s staleness 2
      wait 1 step
      filter rack=7
      save frame.txt 80x24
      save frame.svg 120x40
      keep-ghost
      wait 100s

      """
    let first = try play(script, "--headless", in: folder)
    #expect(first.status == 0)
    #expect(first.output.contains("staleness 2"))
    #expect(first.output.contains("keep-ghost"))
    let file = folder.appending(path: "frame.txt")
    let frame = try String(contentsOf: file, encoding: .utf8)
    #expect(frame.contains("/rack=7 32 of 384"))
    #expect(frame.split(separator: "\n", omittingEmptySubsequences: false).count >= 24)
    let picture = try String(
      contentsOf: folder.appending(path: "frame.svg"), encoding: .utf8)
    #expect(picture.hasPrefix("<svg") || picture.hasPrefix("<?xml"))
    let second = try play(script, "--headless", in: folder)
    #expect(second.output == first.output)
    #expect(try String(contentsOf: file, encoding: .utf8) == frame)
  }

  @Test func `a script and a turn of the command line make the same run`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = try play("at 60s staleness 2\n", "--steps", "3", "--json", in: folder)
    let turn = try Shell.run(
      Shell.tandem,
      ["run", "--turn", "60s staleness 2", "--steps", "3", "--json"] + Self.few)
    #expect(script.status == 0)
    #expect(script.output == turn.output)
  }

  @Test func `a wrong line is told with file, line and column, before anything runs`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try play("pause\nat 5s filter rock=7\n", "--headless", in: folder)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("tour.script:2:14: a card has no 'rock'; did you mean 'rack'?"))
  }

  @Test func `keys and commands are listed`() throws {
    let keys = try Shell.tandem("keys")
    #expect(keys.output.contains("Crosshair on, off"))
    let commands = try Shell.tandem("keys", "--commands")
    #expect(commands.output.contains("filter [EXPRESSION]"))
    let markdown = try Shell.tandem("keys", "--markdown")
    #expect(markdown.output.contains("| `F` | RL Fusion on, off | `fusion` |"))
  }
}
