/// A parallel layout as publications write it: "TP1 PP16 EP16", "PP16xEP16", "DP8".
struct DegreeWords {
  private let degrees: [(name: String, value: Int)]
  /// Devices that the text names in servers of eight, as in "32 policy nodes".
  let devices: Int?

  /// Reads the degrees that a text names; others than numbers after two capitals are passed over.
  init(_ text: some StringProtocol) {
    var degrees: [(name: String, value: Int)] = []
    let words = text.split { !($0.isLetter || $0.isNumber) || $0 == "x" || $0 == "×" }
    for word in words where word.count > 2 {
      let name = String(word.prefix(2))
      guard name == name.uppercased(), let value = Int(word.dropFirst(2)), (1...65_536) ~= value
      else { continue }
      degrees.append((name, value))
    }
    self.degrees = degrees
    let nodes = words.indices.first { words[$0].hasPrefix("node") }
    devices = nodes.flatMap { at in
      words[..<at].last { Int($0) != nil }.flatMap { Int($0) }
    }.flatMap { (1...1024) ~= $0 ? 8 * $0 : nil }
  }

  /// The degree of a name such as "TP".
  subscript(name: String) -> Int? { degrees.first { $0.name == name }?.value }

  /// The layouts on both sides of an arrow.
  static func pair(_ text: String) -> (from: DegreeWords, to: DegreeWords)? {
    for clause in text.split(separator: ";") {
      let parts = clause.split(separator: ">", maxSplits: 1)
      guard parts.count == 2, parts[0].hasSuffix("-") else { continue }
      let pair = (from: DegreeWords(parts[0].dropLast()), to: DegreeWords(parts[1]))
      if !pair.from.degrees.isEmpty, !pair.to.degrees.isEmpty { return pair }
    }
    return nil
  }
}
