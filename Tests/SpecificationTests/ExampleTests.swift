import FoundationEssentials
import Specification
import Testing

/// The example scenarios that stand beside this file, read from disk as the tool reads them.
@Suite struct ExampleTests {
  static let folder: String = {
    let file = #filePath
    return file[..<(file.lastIndex(of: "/") ?? file.startIndex)] + "/Examples/"
  }()

  static let readFile: FileReader = { path throws(FileFailure) in
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw FileFailure("\(error)")
    }
  }

  static func document(_ name: String) throws -> ScenarioDocument {
    let path = folder + name
    return try ScenarioDocument(yaml: try readFile(path), file: path, readFile: readFile)
  }

  @Test(arguments: [
    "own-chip.yaml", "separate-pools.yaml", "dense-on-gpus.yaml", "measured-csv.yaml",
    "measured-jsonl.yaml", "task-separated.yaml",
  ])
  func `an example can run, and is written so that it needs no other file`(name: String) throws {
    let scenario = try Self.document(name).scenario
    #expect(scenario.problems() == [])
    #expect(scenario.name + ".yaml" == name)
    #expect(try Scenario(yaml: scenario.yaml(), file: "alone.yaml") == scenario)
  }

  @Test func `a table and a log of the same run give the same lengths`() throws {
    let table = try Self.document("measured-csv.yaml").scenario.workload.responseLength
    let log = try Self.document("measured-jsonl.yaml").scenario.workload.responseLength
    guard case .measured(let first) = table, case .measured(let second) = log else {
      Issue.record("lengths are not measured")
      return
    }
    #expect(first.lengths == second.lengths)
    #expect(first.lengths.count == 32)
    #expect(first.groupSize == 4)
    #expect(first.file == "data/lengths.csv")
    #expect(second.field == "usage.completion_tokens")
  }

  @Test(arguments: [YAMLStyle.full, .brief])
  func `the default is written as the golden file has it`(style: YAMLStyle) throws {
    let path = Self.folder + (style == .full ? "pangu-cm384-full.yaml" : "pangu-cm384.yaml")
    let written = Scenario.panguCM384.yaml(style)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try written.write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("recorded \(path)")
    }
    #expect(written == (try Self.readFile(path)))
  }
}
