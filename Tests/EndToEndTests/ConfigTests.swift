import Foundation
import Testing

/// The file of settings, and who goes before whom.
@Suite struct ConfigTests {
  private let home: URL

  init() throws {
    home = try Shell.makeFolder()
  }

  private func tandem(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> CommandResult {
    let own = ["XDG_CONFIG_HOME": home.path(percentEncoded: false)]
    return try Shell.run(
      Shell.tandem, arguments, environment: own.merging(environment) { $1 })
  }

  private func write(_ text: String) throws {
    let folder = home.appending(path: "tandem")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(to: folder.appending(path: "config.yaml"), atomically: true, encoding: .utf8)
  }

  /// The line of a setting, its blanks squeezed.
  private func line(_ setting: String, _ result: CommandResult) -> String {
    let line = result.output.split(separator: "\n").first { $0.hasPrefix("\(setting): ") } ?? ""
    return line.split(separator: " ").joined(separator: " ")
  }

  @Test func `a new file sets nothing and is good`() throws {
    let made = try tandem("config", "init")
    #expect(made.status == 0)
    let path = home.appending(path: "tandem/config.yaml").path(percentEncoded: false)
    #expect(made.output == "\(path)\n")
    #expect(try tandem("config", "path").output == made.output)
    #expect(try tandem("config", "check").output == "\(path): good, 0 settings\n")
    #expect(try tandem("config", "init").status == 2)
    #expect(try tandem("config", "init", "--force").status == 0)
    // Every setting is explained, and is what it says if its line is made to count.
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    let lines = text.split(separator: "\n").filter {
      $0.contains(/^# [a-z-]+:/)
    }
    try write(lines.map { $0.dropFirst(2) }.joined(separator: "\n"))
    let check = try tandem("config", "check")
    #expect(check.output.hasSuffix("good, \(lines.count) settings\n"))
    #expect(lines.count >= 9)
  }

  @Test func `a flag goes before the environment, that before the file, that before the default`()
    throws
  {
    #expect(line("speed", try tandem("config", "print")) == "speed: auto # default")
    try write("# mine\nspeed: 60\nmouse: no\n")
    let path = home.appending(path: "tandem/config.yaml").path(percentEncoded: false)
    #expect(line("speed", try tandem("config", "print")) == "speed: 60 # \(path):2:8")
    #expect(line("mouse", try tandem("config", "print")) == "mouse: no # \(path):3:8")
    let environment = ["TANDEM_SPEED": "max"]
    #expect(
      line("speed", try tandem("config", "print", environment: environment))
        == "speed: max # environment, TANDEM_SPEED")
    #expect(
      line("speed", try tandem("config", "print", "--speed", "7", environment: environment))
        == "speed: 7.0 # command line")
    #expect(
      line("mouse", try tandem("config", "print", "--mouse")) == "mouse: yes # command line")
  }

  @Test(arguments: [
    ("speeed: 60", "1:1: no setting is called 'speeed'; did you mean 'speed'?"),
    ("\nspeed: fast", "2:8: speed: 'fast' is no speed"),
    ("glyphs: asci", "1:9: glyphs: 'asci' is not known; did you mean 'ascii'?"),
    ("mouse: maybe", "1:8: mouse: 'maybe' is neither yes nor no"),
    ("theme: [a]", "1:8: 'theme' is a list"),
    ("speed: 1\nspeed: 2", "2:1: key 'speed' is given twice"),
    ("theme: nrod", "1:8: no theme is called 'nrod'; did you mean 'nord'?"),
    ("a: 'b", "1:"), ("- a", "1:1: a list stands where settings should"),
    ("frame-rate: 1000", "1:13: frame-rate: '1000' is no frame rate"),
  ])
  func `an error tells file, line, column and what would be right`(
    text: String, message: String
  ) throws {
    try write(text)
    let path = home.appending(path: "tandem/config.yaml").path(percentEncoded: false)
    let check = try tandem("config", "check")
    #expect(check.status == 2)
    #expect(check.errors.hasPrefix("\(path):\(message)"), "\(check.errors)")
  }

  @Test func `a relative XDG_CONFIG_HOME is none`() throws {
    let result = try Shell.tandem(
      "config", "path", environment: ["XDG_CONFIG_HOME": "here", "HOME": "/h"])
    #expect(result.output == "/h/.config/tandem/config.yaml\n")
  }

  @Test func `what the environment says wrongly is told by its name`() throws {
    let result = try tandem("config", "print", environment: ["TANDEM_COLOURS": "7"])
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("TANDEM_COLOURS: '7' is not known"))
  }

  @Test func `settings do not change what a headless run prints`() throws {
    let plain = try tandem("run", "--headless", "--until", "60s", "--frame", "80x24")
    try write("theme: nord\nglyphs: ascii\nspeed: 5\npaused: yes\n")
    let set = try tandem("run", "--headless", "--until", "60s", "--frame", "80x24")
    #expect(plain.status == 0)
    #expect(set.output == plain.output)
  }
}
