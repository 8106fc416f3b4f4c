import Foundation
import Testing

/// Views from the command line, advice, and two sessions beside each other.
@Suite struct ViewCommandTests {
  /// The default scenario with few samples.
  private static let small = [
    "--set", "workload.prompts-per-step=12", "--set", "workload.samples-per-prompt=4",
  ]

  private func run(_ words: String...) throws -> CommandResult {
    try Shell.run(Shell.tandem, words + Self.small)
  }

  @Test(arguments: [
    "timeline", "throughput", "resharding", "shares", "queue", "rollout", "memory", "log",
    "pipeline", "supernode", "advisor", "compare", "knobs",
  ])
  func `every panel can be printed and drawn alone`(panel: String) throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = try run(
      "run", "--steps", "1", "--frame", "100x30", "--view", panel, "--turn", "60s staleness 2")
    #expect(text.status == 0)
    #expect(text.output.split(separator: "\n", omittingEmptySubsequences: false).count >= 30)
    let file = folder.appending(path: "view.svg").path(percentEncoded: false)
    let picture = try run("run", "--steps", "1", "--view", panel, "--svg", file)
    #expect(picture.status == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("<svg"))
  }

  @Test func `a layout is printed whatever else is asked`() throws {
    let first = try run("run", "--steps", "1", "--layout", "training")
    #expect(first.output.contains("9 pipeline"))
    let second = try run("run", "--steps", "1", "--layout", "training")
    #expect(first.output == second.output)
  }

  @Test func `a session is drawn as the run was at that time`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "run.session").path(percentEncoded: false)
    #expect(try run("run", "--steps", "3", "--record", file).status == 0)
    for (ask, panel) in [("--until", "queue"), ("--steps", "timeline"), ("--until", "rollout")] {
      let moment = ask == "--until" ? "700s" : "2"
      let words = [ask, moment, "--view", panel, "--frame", "120x36"]
      let then = try run("run", words[0], words[1], words[2], words[3], words[4], words[5])
      let now = try Shell.run(Shell.tandem, ["replay", file] + words)
      #expect(now.status == 0)
      // All but the header, which tells that it is a replay.
      let rows = { (text: String) in text.split(separator: "\n").dropFirst(2) }
      #expect(rows(now.output) == rows(then.output))
      #expect(now.output.contains("replay"))
    }
    let late = try Shell.tandem("replay", file, "--until", "900h", "--layout", "charts")
    #expect(late.status == 0)
    #expect(late.errors.contains("ends at"))
    let aimless = try Shell.tandem("replay", file, "--steps", "2")
    #expect(aimless.status == 64)
    #expect(aimless.errors.contains("--frame"))
  }

  @Test func `a panel that there is none of is told with those there are`() throws {
    let result = try run("run", "--steps", "1", "--view", "weather")
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("pipeline"))
  }

  @Test func `advice ranks the knobs, the same every time`() throws {
    let words = ["advise", "--after", "1", "--steps", "2", "--json"] + Self.small
    let first = try Shell.run(Shell.tandem, words)
    #expect(first.output == (try Shell.run(Shell.tandem, words)).output)
    let objects = try first.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects[0]["tokens_per_second"] is Double)
    let gains = objects.dropFirst().compactMap { $0["gain"] as? Double }
    #expect(gains.count > 5)
    #expect(gains == gains.sorted(by: >))
    #expect(objects.dropFirst().allSatisfy { $0["knob"] is String })
  }

  @Test func `two sessions are drawn side by side`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [String] = []
    for bound in 0...1 {
      files.append(folder.appending(path: "\(bound).session").path(percentEncoded: false))
      _ = try run(
        "run", "--steps", "3", "--set", "policy.staleness=\(bound)", "--record", files[bound])
    }
    let frame = try Shell.tandem("compare", files[0], files[1], "--frame", "160x50")
    #expect(frame.status == 0)
    #expect(frame.output.contains("means over 3 steps"))
    #expect(frame.output.contains("1.session"))
    let refused = try Shell.tandem("compare", files[0], "--frame", "160x50")
    #expect(refused.status == 64)
  }
}
