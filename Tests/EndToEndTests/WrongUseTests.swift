import Foundation
import Testing

/// What the program says to what it cannot use.
@Suite struct WrongUseTests {
  @Test(arguments: [
    (["run", "--frame", "0x0"], 64, "write columns and rows from 1 to 1000, as in 160x50"),
    (["run", "--frame", "100000x9"], 64, "'100000x9' is no size"),
    (["reshard", "--from", "-"], 64, "column 1: there is no word of a layout"),
    (["compare", "--policies", ""], 2, "no policy has this name; known are separate"),
    (["validate", "--case", "nosuch"], 2, "no case is called 'nosuch'; 'tandem validate --json'"),
    (["validate", "--cases", "nosuch.csv"], 2, "nosuch.csv: no such file or directory\n"),
    (["validate", "--cases", "/dev/null"], 2, "/dev/null: line 1: the table is empty"),
  ])
  func `a wrong word is told with what would be right`(
    arguments: [String], status: Int32, message: String
  ) throws {
    let result = try Shell.run(Shell.tandem, arguments)
    #expect(result.status == status)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test(arguments: [
    "themes list", "keys", "scenario list", "scenario show pangu-cm384", "estimate train",
    "reshard", "config print", "run --until 1s --json",
  ])
  func `output that finds no room ends a command with status 2`(command: String) throws {
    let result = try Shell.run("sh", ["-c", "'\(Shell.tandem)' \(command) >/dev/full"])
    #expect(result.status == 2)
    #expect(result.errors.contains("standard output: no space left on device"))
  }

  @Test func `what a file says cannot write to the terminal`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "tour.script")
    func run() throws -> CommandResult {
      try Shell.tandem("run", "--headless", "--script", file.path(percentEncoded: false))
    }
    try "\u{1B}]0;title\u{7}\n".write(to: file, atomically: true, encoding: .utf8)
    let harmless = try run()
    #expect(harmless.status == 2)
    #expect(harmless.errors.contains("there is no command '\\u{1B}]0;title\\u{07}'"))
    try Data([0xFF, 0xFE, 0x0A]).write(to: file)
    let binary = try run()
    #expect(binary.status == 2)
    #expect(binary.errors.hasSuffix("tour.script: it is no text in UTF-8\n"))
  }
}
