import Testing

/// Figures that someone measured stand together, and nowhere else.
@Suite struct ConstantTests {
  let tree = SourceTree()

  private static let calibration = "Sources/CostModel/Calibration.swift"
  /// Rooms that reckon seconds.
  private static let rooms = [
    "CostModel", "Resharding", "EventKernel", "Scheduling", "Simulation", "Exploration",
  ]
  /// Numbers with a fraction or an exponent that are no measurements, by file.
  private static let counted: [String: [String]] = [
    // By definition: Megatron-Core's counts of operations for a state.
    "CostModel/Transformer+Parameters.swift": ["3.5"],
    // Counts: five products backward for two forward, and four of five that go through memory.
    "CostModel/LayerModel.swift": ["2.5", "0.8"],
    // Counts: squares of scores and weights, and a mask of one byte.
    "CostModel/TrainingMemory.swift": ["2.5"],
    // From a data sheet: a DDR5 channel, in GB/s.
    "CostModel/StepCosts+Loop.swift": ["41.6e9"],
    // From the same publication as the rate: GiB that were loaded.
    "Resharding/Transport.swift": ["69.95"],
    // Limits and tolerances of the reckoning itself.
    "CostModel/RolloutCosts+Mixed.swift": ["1e6"],
    "Simulation/RLWorld+Telling.swift": ["1e-6"],
    "Simulation/RLWorld+Dispatch.swift": ["1e9"],
    "Simulation/RLWorld+Faults.swift": ["1e9"],
  ]

  @Test func `a room that reckons has no measured figure of its own`() throws {
    for room in Self.rooms {
      for file in try tree.swiftFiles(in: "Sources/\(room)")
      where file.path != Self.calibration && !file.path.contains("/Validation/") {
        let known = Self.counted[String(file.path.dropFirst("Sources/".count))] ?? []
        let found = file.code.flatMap(Self.fractions).filter { !known.contains($0) }
        #expect(found == [], "\(file.path): put it into Calibration.swift, with its source")
      }
    }
  }

  @Test func `no figure is listed that is gone`() throws {
    for (path, known) in Self.counted {
      let found = try tree.file("Sources/\(path)").code.flatMap(Self.fractions)
      #expect(Set(known).isSubset(of: found), "\(path)")
    }
  }

  @Test func `constants are made in one place, and all of them are told`() throws {
    for file in try tree.swiftFiles(in: "Sources") where file.path != Self.calibration {
      #expect(file.code.allSatisfy { !$0.contains(" Constant(") }, "\(file.path)")
    }
    let made = try tree.file(Self.calibration).code.filter { $0.contains("= Constant(") }
      .compactMap { line in
        let words = SourceFile.words(line)
        return words.firstIndex(of: "let").map { words[$0 + 1] }
      }
    let told = try tree.file("Sources/CostModel/Calibration+All.swift").code
      .filter { $0.hasPrefix("    (") }.compactMap { SourceFile.words($0).last }
    #expect(made.count <= 30)
    #expect(made.sorted() == told.sorted())
  }

  @Test func `fractions and exponents are seen, places of tuples and halves are not`() {
    #expect(Self.fractions("let a = 0.76e-6 * 3 + b.1.2 + $0.1 + 2.0") == ["0.76e-6"])
    #expect(
      Self.fractions("x1e5 + 1e5 + 0x1p30 + 12_000.25 + 0.5 + 1...9") == ["1e5", "12_000.25"])
  }

  /// The decimal numbers of a line of code that are neither whole nor halves of one.
  static func fractions(_ line: String) -> [String] {
    var found: [String] = []
    var rest = Substring(line)
    var before: Character = " "
    while let first = rest.first {
      let isNumber = first.isNumber && !before.isLetter && !before.isNumber
      guard isNumber, before != ".", before != "$", before != "_" else {
        before = first
        rest = rest.dropFirst()
        continue
      }
      var number = ""
      for character in rest {
        let isSign = (character == "-" || character == "+") && number.last == "e"
        let isPart = character.isNumber || "._e".contains(character)
        guard isSign || isPart || number == "0" && character == "x" || number.hasPrefix("0x")
        else { break }
        if number.last == ".", character == "." { break }
        if number.hasPrefix("0x"), !character.isLetter, !character.isNumber { break }
        number.append(character)
      }
      rest = rest.dropFirst(number.count)
      before = number.last ?? " "
      guard !number.hasPrefix("0x"), number.contains(where: { $0 == "." || $0 == "e" }) else {
        continue
      }
      while number.last == "." { number.removeLast() }
      guard number.contains(where: { $0 == "." || $0 == "e" }) else { continue }
      if !number.hasSuffix(".0"), number != "0.5" { found.append(number) }
    }
    return found
  }
}
