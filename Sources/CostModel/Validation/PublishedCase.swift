import Specification

/// A published measurement with the configuration behind it: one row of a table of cases.
public struct PublishedCase: Hashable, Sendable {
  /// What the row is called.
  public var id: String
  /// The publication; rows of one publication are a group.
  public var source: String
  /// The machine, as the publication names it.
  public var hardware: String
  /// Dies or cards, as `source` counts.
  public var devices: Int?
  /// The model, as the publication names it.
  public var model: String
  /// Published parameters, in 10⁹.
  public var parameters: Double?
  /// Tokens of a sequence.
  public var sequence: Int?
  /// Sequences of a step in pre-training; prompts in most RL tables; samples running at once in inference.
  public var globalBatch: Int?
  /// Sequences of a micro-batch.
  public var microBatch: Int?
  /// Tensor-parallel degree.
  public var tensor: Int?
  /// Pipeline-parallel degree.
  public var pipeline: Int?
  /// Expert-parallel degree.
  public var expert: Int?
  /// Data-parallel degree.
  public var data: Int?
  /// Context-parallel degree.
  public var context: Int?
  /// Virtual stages of a pipeline rank.
  public var virtualPipeline: Int?
  /// What is made again in the backward pass; empty where it is not printed.
  public var recomputation: String
  /// What was measured.
  public var metric: String
  /// The published figure.
  public var value: Double
  /// Its unit.
  public var unit: String
  /// Tier, provenance, and what else the configuration says.
  public var notes: String
  /// What of the row could not be read, in words of what would be right; `nil` if all could.
  public var unreadable: String?

  /// How complete the configuration is: A to gate on, B to report, C remembered.
  public var tier: String {
    guard let at = notes.range(of: "tier=")?.upperBound, at < notes.endIndex else { return "" }
    return String(notes[at])
  }

  /// Whether the notes say something, in whatever case.
  package func says(_ words: String) -> Bool {
    notes.lowercased().contains(words.lowercased())
  }

  /// The whole number that follows a word in the notes, as in "hidden 4096"; the end of a longer word is
  /// not that word.
  package func number(after word: String) -> Int? {
    var rest = Substring(notes)
    while let found = rest.range(of: word) {
      let before = notes[..<found.lowerBound].last ?? " "
      guard !before.isLetter, before != "_" else {
        rest = rest[found.upperBound...]
        continue
      }
      let tail = rest[found.upperBound...].drop { $0 == " " || $0 == "=" }
      let digits = tail.prefix { $0.isNumber }
      if let number = Int(digits) { return number }
      rest = rest[found.upperBound...]
    }
    return nil
  }
}

extension PublishedCase {
  /// The model that ran, by its name and the notes; `nil` where its shape is not known.
  package var shape: Transformer? { CaseModels.shape(self) }

  /// Bytes of the model's weights in BF16, or 1 where they are not known: what moving them scales with.
  package var weightBytes: Double { shape.map { 2 * Double($0.parameters) } ?? 1 }

  /// The cluster that it ran on, by its name and size; `nil` where the hardware is not known.
  package var machine: Cluster? { CaseHardware.cluster(self) }

  /// Why the numbers of the configuration cannot be taken as they are; `nil` if they can.
  ///
  /// Tables of others may hold anything: what no cluster of today could run is not simulated.
  var implausible: String? {
    if let unreadable { return unreadable }
    func isOff(_ value: Int?, _ limit: Int) -> Bool { value.map { $0 < 1 || $0 > limit } ?? false }
    if isOff(devices, 1 << 20) { return "a plausible number of devices" }
    if isOff(sequence, 1 << 24) { return "a plausible sequence length" }
    if isOff(globalBatch, 1 << 22) { return "a plausible global batch" }
    if isOff(microBatch, 1 << 12) { return "a plausible micro-batch" }
    for degree in [tensor, pipeline, expert, data, context] where isOff(degree, 1 << 14) {
      return "plausible parallel degrees"
    }
    if isOff(virtualPipeline, 256) { return "plausible virtual stages" }
    return nil
  }

  /// Tokens of a whole training run, where the notes tell them in trillions, as "14.8T tokens".
  var trainedTokens: Double? {
    guard let end = notes.range(of: "T tokens")?.lowerBound else { return nil }
    let digits = notes[..<end].reversed().prefix { $0.isNumber || $0 == "." }
    return Double(String(digits.reversed())).map { $0 * 1e12 }
  }
}

extension StringProtocol {
  /// Where a word stands first.
  func range(of word: String) -> Range<Index>? {
    guard !word.isEmpty else { return nil }
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(word) { return start..<index(start, offsetBy: word.count) }
      start = index(after: start)
    }
    return nil
  }
}
