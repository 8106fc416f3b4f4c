import Specification
import Testing

@Suite struct LengthFileTests {
  /// The lengths that a scenario reads from a file.
  static func read(_ text: String, _ keys: String) throws(ScenarioError) -> [Int] {
    let scenario = try Scenario(
      yaml: """
        extends: pangu-cm384
        workload:
          response-length:
            measured: {file: data/lengths.txt, \(keys)}
        """,
      file: "runs/x.yaml",
      readFile: { path throws(FileFailure) in
        guard path == "runs/data/lengths.txt" else { throw FileFailure("no such file") }
        return text
      })
    guard case .measured(let measured) = scenario.workload.responseLength else { return [] }
    return measured.lengths
  }

  @Test(arguments: [
    "id,tokens\n1,10\n2,20\n3,30\n",
    "id,tokens\r\n1,10\r\n2,20\r\n\r\n3,30",
    "\u{FEFF}tokens\n10\n20\n30\n",
    "text,tokens,x\n\"a, \"\"b\"\"\nc\", 10 ,1\nd,\"20\",2\ne,30.0,3\n",
    "id;tokens\n1;10\n2;20\n3;30\n",
    "id\ttokens\na b\t10\n\t20\n-\t30\n",
  ])
  func `a column of CSV is read, quoted fields and all`(text: String) throws {
    #expect(try Self.read(text, "column: tokens") == [10, 20, 30])
  }

  @Test(arguments: [
    "{\"tokens\": 10}\n{\"tokens\": 20, \"x\": [1, {\"tokens\": 9}]}\n\n{\"y\": null, \"tokens\":30}\n",
    "{\"t\":\"a\\\"}\\u00e9\",\"tokens\":10}\r\n  {\"tokens\":2e1}\r\n{\"x\":{},\"z\":[],\"tokens\":30.0}",
  ])
  func `a field of JSON lines is read`(text: String) throws {
    #expect(try Self.read(text, "field: tokens") == [10, 20, 30])
  }

  @Test func `a field of JSON lines may lie inside an object`() throws {
    let text =
      "{\"usage\": {\"completion\": 7}, \"completion\": 1}\n{\"usage\": {\"completion\": 8}}\n"
    #expect(try Self.read(text, "field: usage.completion") == [7, 8])
  }

  @Test(arguments: [
    ("a,tokens\n1,10\n2,x\n", "column: tokens", "3:3: 'x' is no length"),
    ("a,tokens\n1,10\n2,\n", "column: tokens", "3:3: a length is missing"),
    ("é,tokens\né, -5\n", "column: tokens", "2:3: '-5' is no length"),
    ("a,tokens\n1,1e30\n", "column: tokens", "2:3: '1e30' is no length"),
    ("a,tokens\n1,10.5\n", "column: tokens", "2:3: '10.5' is no length"),
    ("a,tokens\n1,nan\n", "column: tokens", "2:3: 'nan' is no length"),
    (
      "a,tokens\n1,10\n2\n", "column: tokens", "3:1: the row has 1 fields; 'tokens' is field 2 of 2"
    ),
    ("a,tokens\n\"1,10\n", "column: tokens", "2:1: a quoted field does not end"),
    ("a,tokens\n\"1\"x,10\n", "column: tokens", "2:4: text follows a closing quotation mark"),
    (
      "a,token\n1,10\n", "column: tokens",
      "1:1: no column is called 'tokens'; did you mean 'token'?"
    ),
    ("a,b\n1,10\n", "column: tokens", "1:1: no column is called 'tokens'; known are a, b"),
    ("tokens\n", "column: tokens", "1:1: the file has no rows"),
    ("", "column: tokens", "1:1: no column is called 'tokens'"),
    ("{\"tokens\": 1}\n", "column: tokens", "1:1: the file holds JSON, not CSV"),
    ("{\"tokens\": 1}\ntokens\n", "field: tokens", "2:1: the line is no JSON object"),
    ("{\"tokens\": 1}\n{\"token\": 1}\n", "field: tokens", "2:1: the object has no field 'tokens'"),
    ("{\"tokens\": \"12\"}\n", "field: tokens", "1:12: '\"12\"' is no length"),
    ("{\"tokens\": 1} x\n", "field: tokens", "1:15: text follows the object"),
    ("{\"tokens\": 1\n", "field: tokens", "1:13: the object does not end"),
    ("{\"tokens\": }\n", "field: tokens", "1:12: a value is missing"),
    ("{\"tokens: 1}\n", "field: tokens", "1:13: a text does not end"),
    ("{tokens: 1}\n", "field: tokens", "1:2: a key is missing"),
    ("{\"x\": tru, \"tokens\": 1}\n", "field: tokens", "1:10: 'tru' is no JSON value"),
    ("", "field: tokens", "1:1: the file has no rows"),
  ])
  func `a bad row is told at its own line and column`(text: String, keys: String, told: String) {
    let error = #expect(throws: ScenarioError.self) { try Self.read(text, keys) }
    let description = error?.description ?? ""
    #expect(description.hasPrefix("runs/data/lengths.txt:\(told)"), "\(description)")
  }

  @Test func `a scenario with a file of lengths is written with the lengths in it`() throws {
    let readFile: FileReader = { _ throws(FileFailure) in "n\n5\n6\n7\n8\n" }
    let text = """
      extends: pangu-cm384
      workload: {response-length: {measured: {file: a.csv, column: n, group: 2}}}
      """
    let scenario = try Scenario(yaml: text, file: "x.yaml", readFile: readFile)
    let alone = try Scenario(yaml: scenario.yaml(), file: "y.yaml")
    #expect(alone == scenario)
    #expect(
      alone.workload.responseLength
        == .measured(
          MeasuredLengths(file: "a.csv", field: "n", groupSize: 2, lengths: [5, 6, 7, 8])))
  }

  @Test func `measured lengths that are not there are told`() {
    for (keys, told) in [
      ("{group: 2}", "3:31: measured lengths are not there"),
      ("{file: a.csv}", "3:31: measured lengths are not there"),
      ("{file: a.csv, column: a, field: b}", "3:56: both column and field are given"),
      (
        "{file: a.csv, column: a}",
        "3:38: file 'a.csv' cannot be read: no other files are read here"
      ),
      ("{lengths: []}", "3:31: 0 lengths are no whole groups of 1"),
      ("{lengths: [1, 2, 3], group: 2}", "3:59: 3 lengths are no whole groups of 2"),
      ("{lengths: [1, 0]}", "3:45: item 2 of lengths is 0"),
      ("{lengths: [1, x]}", "3:45: item 2 of lengths is 'x'"),
    ] {
      let error = #expect(throws: ScenarioError.self) {
        try Scenario(
          yaml: "extends: pangu-cm384\nworkload:\n  response-length: {measured: \(keys)}\n",
          file: "x.yaml")
      }
      let description = error?.description ?? ""
      #expect(description.hasPrefix("x.yaml:\(told)"), "\(description)")
    }
  }

  @Test func `a file with too many lengths is told, not read`() {
    let text = "n\n" + String(repeating: "7\n", count: MeasuredLengths.countLimit + 1)
    let error = #expect(throws: ScenarioError.self) { try Self.read(text, "column: n") }
    #expect(error?.mark.line == MeasuredLengths.countLimit + 2)
  }
}
