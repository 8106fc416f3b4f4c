import Specification

/// A layout as a line of text has it: `tp4-pp8-ep8`, or "TP1 DP320 EP320 red32 shared32 INT8".
///
/// Words are a name and, of most, a number, with anything but letters and digits between them. Layers of
/// uneven stages follow their number: `pp4:15/16/16/14`.
public struct LayoutWords: Hashable, Sendable {
  /// What a text says that is no layout.
  public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where it stands, from 1.
    public let column: Int
    /// What is wrong, and what would be right.
    public let what: String

    /// The column, and what is wrong there.
    public var description: String { "column \(column): \(what)" }
  }

  /// Numbers by their names, in lower case.
  var numbers: [String: Int] = [:]
  /// Layers of each stage, if they are told.
  var layers: [Int]?
  /// Number format of the weights, if it is told.
  var precision: Precision?
  /// How projections share buffers, if it is told.
  var fusion: Fusion?
  /// Whether tensor ranks cut each expert.
  var cutsExperts = false

  /// Names that a number follows.
  private static let counted = [
    "tp", "pp", "vpp", "ep", "cp", "dp", "x", "red", "shared", "zero",
  ]

  /// Every word that there is, for those who ask.
  public static let help = """
    tpN ppN vppN epN cpN dpN are degrees, ppN:A/B/... layers of each stage, xN replicas, redN \
    redundant experts, sharedN copies of the shared experts in slots of their own; zero1 (FP32 masters \
    in shards) and zero3 (weights in shards); bf16, fp32, fp8, int8; split, behind or grouped \
    projections; etp cuts each expert over tensor ranks.
    """

  /// Reads a text.
  ///
  /// - Throws: `Problem` at the first word that is none.
  public init(_ text: String) throws(Problem) {
    let characters = Array(text.lowercased())
    var index = 0
    while index < characters.count {
      guard characters[index].isLetter || characters[index].isNumber else {
        index += 1
        continue
      }
      let start = index
      while index < characters.count, characters[index].isLetter { index += 1 }
      var name = String(characters[start..<index])
      let digits = index
      while index < characters.count, characters[index].isNumber { index += 1 }
      let number = Int(String(characters[digits..<index]))
      // As in "PP16xEP16".
      if name.count > 1, name.hasPrefix("x") { name.removeFirst() }
      try take(name, number, hasDigits: index > digits, at: start + 1)
      guard name == "pp", index < characters.count, characters[index] == ":" else { continue }
      let list = characters[(index + 1)...].prefix { $0.isNumber || $0 == "/" || $0 == "," }
      let parts = String(list).split { $0 == "/" || $0 == "," }.map { Int($0) ?? 0 }
      guard parts.count == numbers["pp"], parts.allSatisfy({ $0 > 0 && $0 < 1 << 16 }) else {
        throw Problem(
          column: index + 2,
          what:
            "\(parts.count) stages are told of \(numbers["pp"] ?? 1); write as many numbers with "
            + "'/' between them")
      }
      layers = parts
      index += 1 + list.count
    }
    guard !numbers.isEmpty || precision != nil || fusion != nil || cutsExperts else {
      throw Problem(column: 1, what: "there is no word of a layout; write one such as tp4-pp8-ep8")
    }
  }

  private mutating func take(
    _ name: String, _ number: Int?, hasDigits: Bool, at column: Int
  ) throws(Problem) {
    let word = name + (number.map(String.init) ?? "")
    let isNew: Bool
    switch word {
    case "bf16", "fp32", "fp8", "int8":
      isNew = precision == nil
      precision = Precision(rawValue: word)
    case "split", "behind", "grouped":
      isNew = fusion == nil
      fusion = word == "split" ? .split : word == "behind" ? .behind : .byGroup
    case "etp":
      isNew = !cutsExperts
      cutsExperts = true
    case "fsdp":
      isNew = numbers["zero"] == nil
      numbers["zero"] = 3
    default:
      guard Self.counted.contains(name) else {
        throw Problem(
          column: column, what: "'\(word)' is no word of a layout; \(Self.help)")
      }
      let least = name == "red" || name == "shared" ? 0 : 1
      guard hasDigits, let number, (least...1 << 16) ~= number else {
        throw Problem(
          column: column, what: "\(name) needs a number from \(least) to \(1 << 16) behind it")
      }
      if name == "zero", number != 1, number != 3 {
        throw Problem(column: column, what: "zero\(number) shards no weights; write zero1 or zero3")
      }
      isNew = numbers[name] == nil
      numbers[name] = number
    }
    guard isNew else {
      throw Problem(column: column, what: "\(name) is told twice")
    }
  }

  /// A degree; 1 where it is not told.
  func degree(_ name: String) -> Int { numbers[name] ?? 1 }
}
