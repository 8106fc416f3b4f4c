import Foundation
import Testing

/// Runs the built binary without a terminal.
@Suite struct HeadlessTests {
  @Test(arguments: [["--json"], ["--csv"], ["--frame", "160x50"], []])
  func `a headless run prints the same bytes every time, without TERM`(format: [String]) throws {
    let arguments = ["run", "--headless", "--steps", "3"] + format
    let first = try Shell.run(Shell.tandem, arguments)
    let second = try Shell.run(Shell.tandem, arguments)
    #expect(first.status == 0)
    #expect(!first.output.isEmpty)
    #expect(first.output == second.output)
  }

  @Test func `JSON is an object a step and a summary, and throughput is tokens over seconds`()
    throws
  {
    let result = try Shell.tandem("run", "--steps", "3", "--json")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 4)
    for (index, line) in lines.dropLast().enumerated() {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      let step = try #require(object as? [String: Any])
      #expect(step["step"] as? Int == index + 1)
      let tokens = try #require(step["tokens"] as? Double)
      let seconds = try #require(step["seconds"] as? Double)
      let rate = try #require(step["tokens_per_second"] as? Double)
      let perCard = try #require(step["tokens_per_second_per_card"] as? Double)
      #expect(abs(rate - tokens / seconds) < 1e-6 * rate)
      #expect(abs(perCard - rate / 384) < 1e-6 * perCard)
      let phases = try #require(step["phases"] as? [String: Double])
      #expect(
        Set(phases.keys) == ["rollout", "reference", "reward", "update", "reshard"])
      #expect(step["hash"] is String)
      #expect(step["staleness_mean"] is Double)
    }
    let last = try JSONSerialization.jsonObject(with: Data(try #require(lines.last).utf8))
    #expect((last as? [String: Any])?["summary"] != nil)
  }

  @Test func `a run on measured lengths prints the same bytes every time`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var rows = "line,tokens\n"
    for line in 0..<64 { rows += "\(line),\(200 + (line / 8) * 371 % 5000)\n" }
    try rows.write(
      to: folder.appending(path: "lengths.csv"), atomically: true, encoding: .utf8)
    let scenario = """
      extends: pangu-cm384
      workload:
        response-length:
          measured: { file: lengths.csv, column: tokens, group: 8 }

      """
    let file = folder.appending(path: "mine.yaml")
    try scenario.write(to: file, atomically: true, encoding: .utf8)
    let path = file.path(percentEncoded: false)
    let first = try Shell.tandem("run", path, "--steps", "2", "--json")
    let second = try Shell.tandem("run", path, "--steps", "2", "--json", directory: folder)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output == second.output)
  }

  @Test func `a broken scenario is one line with file, line and column, and status 2`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "broken.yaml")
    try "extends: pangu-cm384\npolicy:\n  stalenes: 2\n"
      .write(to: file, atomically: true, encoding: .utf8)
    let result = try Shell.tandem("scenario", "check", file.path(percentEncoded: false))
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("broken.yaml:3:3:"))
    #expect(result.errors.contains("staleness"))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func `a model that does not fit is refused with its line`() throws {
    let result = try Shell.tandem("scenario", "check", "pangu-cm384", "--set", "training.ep=1")
    #expect(result.status == 2)
    #expect(result.errors.contains("does not fit"))
  }

  @Test func `an estimate that does not fit is printed, and ends with status 2`() throws {
    let result = try Shell.tandem(
      "estimate", "train", "--set", "training.layers-per-stage=none", "--set", "training.pp=1")
    #expect(result.status == 2)
    #expect(result.output.contains("what it is made of"))
    #expect(result.errors.contains("GiB short; the largest item is gradients"))
  }

  @Test(arguments: [["estimate", "train"], ["reshard"]])
  func `what only serves has no training to estimate`(words: [String]) throws {
    let result = try Shell.run(Shell.tandem, words + ["serve-cm384"])
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("only serves"))
  }

  @Test(arguments: [
    ["prefill", "--tokens", "9223372036854775807"], ["prefill", "--tokens", "0"],
    ["decode", "--samples", "9223372036854775807"], ["decode", "--context", "0"],
  ])
  func `a number that nothing can be estimated for is refused`(words: [String]) throws {
    let result = try Shell.run(Shell.tandem, ["estimate"] + words)
    #expect(result.status == 64)
    #expect(result.errors.contains("cannot be estimated; ask for 1 to"))
  }

  @Test(arguments: ["pangu-cm384", "pangu-cm384x4", "deepseek-r1-a3-128", "qwen3-235b-a3-64"])
  func `show prints YAML that check accepts`(name: String) throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let shown = try Shell.tandem("scenario", "show", name)
    let file = folder.appending(path: "shown.yaml")
    try shown.output.write(to: file, atomically: true, encoding: .utf8)
    let checked = try Shell.tandem("scenario", "check", file.path(percentEncoded: false))
    #expect(checked.status == 0, "\(checked.errors)")
  }

  @Test func `the picture is the frame that is printed`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "frame.svg").path(percentEncoded: false)
    let result = try Shell.tandem(
      "run", "--headless", "--steps", "2", "--frame", "160x50", "--svg", file)
    #expect(result.status == 0)
    let picture = try String(contentsOfFile: file, encoding: .utf8)
    #expect(picture.hasPrefix("<svg"))
    #expect(picture.contains("pangu-ultra-moe-718b"))
  }
}
