import Foundation
import Testing

/// The sessions that come with the program, and what is done to recordings.
@Suite struct SessionFileTests {
  @Test(arguments: ["separate", "rl-fusion", "rl-fusion-stalesync"])
  func `a session that comes with the program replays as recorded`(name: String) throws {
    let file = Shell.root.appending(path: "Sessions/\(name).session").path(percentEncoded: false)
    let result = try Shell.tandem("replay", file, "--headless")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("verified: every step"))
    let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
    #expect((size ?? .max) < 64 * 1024)
  }

  @Test func `a recording cut anywhere replays up to the cut`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let whole = try Data(
      contentsOf: Shell.root.appending(path: "Sessions/rl-fusion.session"))
    let file = folder.appending(path: "cut.session")
    try whole.prefix(whole.count * 2 / 3).write(to: file)
    let result = try Shell.tandem("replay", file.path(percentEncoded: false), "--headless")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("breaks off in line"))
    #expect(result.output.contains("verified as far as it goes"))
  }

  @Test func `a changed figure is found in its line, with status 3`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let whole = try String(
      contentsOf: Shell.root.appending(path: "Sessions/rl-fusion.session"), encoding: .utf8)
    var lines = whole.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines[3] = lines[3].replacing("\"samples\":24576", with: "\"samples\":24577")
    let file = folder.appending(path: "changed.session")
    try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    let result = try Shell.tandem("replay", file.path(percentEncoded: false), "--headless")
    #expect(result.status == 3)
    #expect(result.errors.contains("line 4:"))
  }
}
