import Canvas
import FoundationEssentials
import Specification
import Telemetry
import Testing

@testable import Console

/// Frames as text, compared with files that were looked at.
///
/// `RECORD_GOLDEN=1` rewrites the files and fails, so that no run that records can pass for a check.
@Suite struct GoldenTests {
  static let sizes = [(80, 24), (120, 40), (160, 50), (300, 100)]

  @Test(arguments: sizes)
  func `the console looks as it did`(columns: Int, rows: Int) throws {
    let model = ConsoleModel.staged(Size(columns: columns, rows: rows))
    try compare(model.text, with: "run-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func `a card's detail looks as it did`(columns: Int, rows: Int) throws {
    var model = ConsoleModel.staged(Size(columns: columns, rows: rows))
    _ = model.update(.key(.enter))
    try compare(model.text, with: "card-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func `a run of the simulation looks as it did`(columns: Int, rows: Int) throws {
    let model = try RunTests.console(on: RunTests.whatIf.get())
    let text = model.view(size: Size(columns: columns, rows: rows)).text()
    try compare(text, with: "simulated-\(columns)x\(rows)")
  }

  @Test func `the console without colour looks as it did`() throws {
    let model = ConsoleModel.staged(theme: .plain)
    try compare(model.text, with: "mono-80x24")
  }

  @Test func `the console in ASCII looks as it did`() throws {
    let model = ConsoleModel.staged(theme: .plain, glyphs: .ascii)
    try compare(model.text, with: "ascii-80x24")
  }

  @Test func `the console of four supernodes looks as it did`() throws {
    let model = ConsoleModel.staged(
      Size(columns: 160, rows: 50), scenario: .panguCM384x4, hasGhost: false)
    try compare(model.text, with: "four-supernodes-160x50")
  }

  @Test func `the help looks as it did`() throws {
    var model = ConsoleModel.staged(Size(columns: 160, rows: 50))
    _ = model.update(.key("?"))
    try compare(model.text, with: "help-160x50")
  }

  @Test(arguments: Panel.allCases)
  func `each panel alone looks as it did`(panel: Panel) throws {
    for (columns, rows) in [(80, 24), (160, 50)] {
      var model = ConsoleModel.staged(Size(columns: columns, rows: rows))
      _ = model.update(.advice(ConsoleModel.stagedAdvice(at: model.live.now)))
      _ = model.update(.show(panel, nil))
      try compare(model.text, with: "panel-\(panel.name)-\(columns)x\(rows)")
    }
  }

  @Test(arguments: ScreenLayout.allCases.dropFirst())
  func `each layout looks as it did`(layout: ScreenLayout) throws {
    for (columns, rows) in [(160, 50), (300, 100)] {
      var model = ConsoleModel.staged(Size(columns: columns, rows: rows))
      _ = model.update(.advice(ConsoleModel.stagedAdvice(at: model.live.now)))
      _ = model.update(.show(nil, layout))
      try compare(model.text, with: "layout-\(layout.name)-\(columns)x\(rows)")
    }
  }

  @Test(arguments: [(40, 12), (50, 14), (60, 17), (70, 20)])
  func `the ladder of small screens looks as it did`(columns: Int, rows: Int) throws {
    let model = ConsoleModel.staged(Size(columns: columns, rows: rows))
    try compare(model.text, with: "small-\(columns)x\(rows)")
  }

  private func compare(_ text: String, with name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    let file = folder.appending(path: "\(name).txt")
    let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"
    if isRecording {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name); look at it, then run without RECORD_GOLDEN")
      return
    }
    let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == golden, "\(name) has changed; record it anew if that is as it should be")
  }
}
