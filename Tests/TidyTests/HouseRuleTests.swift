import Testing

/// What every file keeps to.
@Suite struct HouseRuleTests {
  let tree = SourceTree()

  @Test func `files keep to 400 lines`() throws {
    let files = try tree.swiftFiles(in: "")
    #expect(files.count > 100, "the tree was not found")
    for file in files { #expect(file.lines.count <= 400, "\(file.path)") }
  }

  @Test func `functions keep to 50 lines`() throws {
    for file in try tree.swiftFiles(in: "") { #expect(Self.longFunctions(in: file) == []) }
  }

  /// Functions of more than 50 lines between their braces.
  ///
  /// Our format puts the brace that closes a body under the first letter of its declaration.
  static func longFunctions(in file: SourceFile) -> [Finding] {
    let lines = file.code
    return lines.indices.compactMap { start in
      let words = SourceFile.words(lines[start])
      guard
        words.contains("func") || words.first == "init" || words.contains("init") && words.count < 4
      else { return nil }
      let indent = String(lines[start].prefix { $0 == " " })
      let end = lines[start...].firstIndex { $0.hasPrefix(indent + "}") }
      guard let end, end - start - 1 > 50 else { return nil }
      return Finding(path: file.path, line: start + 1, what: "\(end - start - 1) lines")
    }
  }

  @Test func `nothing is left over`() throws {
    // Put together here, so that this file does not find itself.
    let markers: Set = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
    for file in try tree.texts() {
      for (number, line) in file.lines.enumerated() {
        let words = SourceFile.words(String(line))
        #expect(markers.isDisjoint(with: words), "\(file.path):\(number + 1)")
      }
    }
  }

  @Test func `nothing gives up without a word`() throws {
    for file in try tree.swiftFiles(in: "") {
      #expect(file.uses(of: ["fatalError"]) == [])
      let forced = file.code.filter { $0.contains("try!") || $0.contains("as!") }
      #expect(forced == [], "\(file.path)")
    }
  }

  @Test func `libraries do not print`() throws {
    for file in try tree.swiftFiles(in: "Sources") where !file.path.hasPrefix("Sources/tandem/") {
      #expect(file.uses(of: ["print", "debugPrint", "dump"]) == [])
    }
  }

  @Test func `concurrency is checked by the compiler, not by promises`() throws {
    for file in try tree.swiftFiles(in: "Sources") {
      #expect(file.code.allSatisfy { !$0.contains("@unchecked Sendable") }, "\(file.path)")
      #expect(file.code.allSatisfy { !$0.contains("nonisolated(unsafe)") }, "\(file.path)")
    }
  }

  @Test func `no file tells where its author's files are`() throws {
    let homes = ["home", "root", "Users", "work", "opt/swift"].map { "/\($0)/" }
    for file in try tree.texts() {
      for (number, line) in file.lines.enumerated() {
        #expect(homes.allSatisfy { !line.contains($0) }, "\(file.path):\(number + 1)")
      }
    }
  }

  @Test func `a function that is too long is seen`() {
    let body = String(repeating: "    step()\n", count: 51)
    let text = "struct A {\n  func long() {\n\(body)  }\n  func short() {}\n}\n"
    let findings = Self.longFunctions(in: SourceFile(path: "a.swift", text: text))
    #expect(findings == [Finding(path: "a.swift", line: 2, what: "51 lines")])
  }
}
