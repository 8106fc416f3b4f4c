import Foundation
import Testing

/// Recorded sessions in the formats of others.
@Suite struct ExportTests {
  private static let session = Shell.root.appending(path: "Sessions/rl-fusion.session")
    .path(percentEncoded: false)

  private func export(_ arguments: String...) throws -> CommandResult {
    try Shell.run(Shell.tandem, ["export", Self.session] + arguments)
  }

  @Test func `steps come as values and as objects, like those of a headless run`() throws {
    let csv = try export("--format", "csv")
    #expect(csv.output.hasPrefix("step,start_s,seconds,"))
    #expect(csv.output.split(separator: "\n").count == 21)
    let json = try export("--format", "json")
    let lines = json.output.split(separator: "\n")
    #expect(lines.count == 21)
    for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
  }

  @Test func `a trace for Perfetto is JSON with the steps in it`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "run.trace")
    let result = try export("--output", file.path(percentEncoded: false))
    #expect(result.output.isEmpty)
    let events =
      try JSONSerialization.jsonObject(with: try Data(contentsOf: file)) as? [[String: Any]]
    let names = Set((events ?? []).compactMap { $0["name"] as? String })
    for name in ["step 1", "step 20", "update 3", "decode"] { #expect(names.contains(name)) }
  }

  @Test func `a snapshot for Prometheus has a type and a help for every metric`() throws {
    let result = try export("--format", "prometheus")
    var typed: Set<Substring> = []
    var count = 0
    for line in result.output.split(separator: "\n") {
      if line.hasPrefix("# TYPE ") {
        typed.insert(line.split(separator: " ")[2])
      } else if !line.hasPrefix("#") {
        count += 1
        #expect(
          line.contains(/^[a-z_]+\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\} -?[0-9.e+-]+$/), "\(line)")
        #expect(typed.contains(line.prefix { $0 != "{" }))
      }
    }
    #expect(count > 30)
    #expect(result.output.contains("tandem_steps_total{scenario=\"pangu-cm384\"} 20\n"))
  }

  @Test func `a recording for asciinema shows the run from its start to its end`() throws {
    let result = try export(
      "--format", "asciicast", "--size", "80x24", "--speed", "3000", "--frame-rate", "1")
    let lines = result.output.split(separator: "\n")
    let header =
      try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any]
    #expect(header?["version"] as? Int == 2)
    #expect(header?["width"] as? Int == 80)
    var last = -1.0
    for line in lines.dropFirst() {
      let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any]
      let time = try #require(event?[0] as? Double)
      #expect(time >= last)
      #expect(event?[1] as? String == "o")
      last = time
    }
    #expect(last > 3)
    #expect(result.output.contains("384 cards"))
    #expect(
      try export("--format", "asciicast", "--size", "80x24", "--speed", "3000", "--frame-rate", "1")
        .output == result.output)
  }

  @Test func `a format that is not clear, and a session that is none, are told`() throws {
    #expect(try export().status != 0)
    #expect(try export("--format", "pdf").status != 0)
    let missing = try Shell.tandem("export", "no.session", "--format", "csv")
    #expect(missing.status == 2)
    #expect(missing.errors.hasPrefix("no.session: no such file"))
  }
}
