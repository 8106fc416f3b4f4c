import Foundation
import Testing

/// Themes from outside: list, preview, check, and change while running.
@Suite struct ThemesTests {
  private static let folder = Shell.root.appending(path: "Themes")

  @Test func `every theme is listed once and can be previewed`() throws {
    let list = try Shell.tandem("themes", "list")
    let names = list.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.folder, includingPropertiesForKeys: nil)
    #expect(
      names.map(String.init).sorted()
        == files.map { $0.deletingPathExtension().lastPathComponent }.sorted())
    #expect(names.first == "dark")
    let preview = try Shell.tandem("themes", "preview", "nord")
    #expect(preview.status == 0)
    #expect(preview.output.contains("384 cards"))
    #expect(preview.output.contains("48;2;46;52;64m"))
    let plain = try Shell.tandem("themes", "preview", "nord", environment: ["NO_COLOR": "1"])
    #expect(!plain.output.contains("\u{1B}"))
    #expect(plain.output.contains("reshard"))
  }

  @Test func `a file is checked for keys, colours and contrast`() throws {
    let home = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: home) }
    let file = home.appending(path: "mine.yaml")
    let nord = try String(contentsOf: Self.folder.appending(path: "nord.yaml"), encoding: .utf8)
    func check(_ text: String) throws -> CommandResult {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return try Shell.tandem("themes", "check", file.path(percentEncoded: false))
    }
    let path = file.path(percentEncoded: false)
    #expect(try check(nord).output == "\(path): good\n")
    let faint = try check(nord.replacing("muted: \"#b4bfd1\"", with: "muted: \"#4c566a\""))
    #expect(faint.status == 1)
    #expect(faint.output.hasPrefix("muted: contrast 1."))
    let stray = try check("colour: red\n" + nord)
    #expect(stray.status == 1)
    #expect(stray.output.hasPrefix("\(path):1:1: 'colour' means nothing here"))
    let wrong = try check(nord.replacing("accent:", with: "acent:"))
    #expect(wrong.status == 2)
    #expect(
      wrong.errors.contains(/mine\.yaml:\d+:3: no role is called 'acent'; did you mean 'accent'/))
  }

  @Test func `a theme's file is read again when it is saved, even while the clock stands`() throws {
    let home = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: home) }
    let file = home.appending(path: "mine.yaml")
    let nord = try String(contentsOf: Self.folder.appending(path: "nord.yaml"), encoding: .utf8)
    try nord.write(to: file, atomically: true, encoding: .utf8)
    // As who keeps settings elsewhere has it.
    let folder = home.appending(path: "elsewhere")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let link = folder.appending(path: "link.yaml").path(percentEncoded: false)
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: file.path(percentEncoded: false))
    let terminal = try Tmux(columns: 100, rows: 30, settings: "COLORTERM=truecolor")
    try terminal.type("'\(Shell.tandem)' run --paused --theme '\(link)'")
    try terminal.wait("the frame", colours: true) { $0.contains("48;2;46;52;64m") }
    // In place, as some editors write, and by a new file, as others do.
    for (colour, atomically) in [("102030", false), ("203040", true)] {
      let text = nord.replacing("background: \"#2e3440\"", with: "")
        .replacing("base00: \"#2e3440\"", with: "base00: \"#\(colour)\"")
      try text.write(to: file, atomically: atomically, encoding: .utf8)
      let parts = atomically ? "32;48;64" : "16;32;48"
      try terminal.wait("the new background", colours: true) { $0.contains("48;2;\(parts)m") }
    }
    try "roles: {acent: base00}\n".write(to: file, atomically: true, encoding: .utf8)
    try terminal.wait("what is wrong") { $0.contains("base00 is missing") }
    try terminal.press("T")
    try terminal.wait("another theme", colours: true) { !$0.contains("48;2;32;48;64m") }
    try terminal.press("q")
  }
}
