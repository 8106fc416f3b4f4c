import Specification

extension Knob {
  /// The knob as session files and command lines write it, as in `staleness 2`.
  public var text: String {
    switch self {
    case .fusion(let isOn): "fusion \(isOn ? "on" : "off")"
    case .staleness(let bound): "staleness \(bound)"
    case .distributedQueue(let isOn): "dist-queue \(isOn ? "on" : "off")"
    case .expertBalance(let isOn): "expert-balance \(isOn ? "on" : "off")"
    case .coupling(let coupling): "coupling \(coupling.rawValue)"
    case .tail(let tail): "tail \(tail.rawValue)"
    case .dispatch(let dispatch): "dispatch \(dispatch.rawValue)"
    case .placement(let placement): "placement \(placement.word)"
    case .split(let dies): "split \(dies)"
    case .speculation(let percent): "speculation \(percent.map(String.init) ?? "off")"
    case .queueCapacity(let groups): "queue-capacity \(groups.map(String.init) ?? "none")"
    case .memory(let choice): "memory \(choice.rawValue)"
    case .recomputation(let choice): "recomputation \(choice.rawValue)"
    case .reshard(let strategy): "reshard \(strategy.rawValue)"
    case .reshardOverlap(let overlap): "reshard-overlap \(overlap.rawValue)"
    case .failCard(let card): "fail-card \(card)"
    case .recoverCard(let card): "recover-card \(card)"
    case .failServer(let server): "fail-server \(server)"
    case .failLink(let server): "fail-link \(server)"
    }
  }

  /// Reads a knob from text, as `text` writes it.
  ///
  /// - Throws: what is wrong with it. Whether the scenario has such a card is not known here.
  public init(text: String) throws(KnobTextError) {
    let words = text.split(separator: " ").map(String.init)
    guard let name = words.first else { throw KnobTextError(text: text, reason: .empty) }
    guard let form = Self.forms.first(where: { $0.name == name }) else {
      throw KnobTextError(
        text: text, reason: .unknownKnob(name, knobs: Self.forms.map(\.name)))
    }
    guard words.count == 2, let knob = form.read(words[1]) else {
      throw KnobTextError(text: text, reason: .badSetting(form.name, settings: form.settings))
    }
    self = knob
  }

  /// How one knob is written.
  public struct Form: Sendable {
    /// The knob's name.
    public let name: String
    /// The settings it can have, in words.
    public let settings: String
    /// The settings it can have one by one, where they are few.
    public let choices: [String]
    /// Reads a setting; `nil` for what is none.
    let read: @Sendable (String) -> Knob?

    static func toggle(_ name: String, _ knob: @escaping @Sendable (Bool) -> Knob) -> Form {
      Form(name: name, settings: "on or off", choices: ["on", "off"]) {
        ["on": knob(true), "off": knob(false)][$0]
      }
    }

    static func word<Word: CaseIterable & RawRepresentable & Sendable>(
      _ name: String, _ knob: @escaping @Sendable (Word) -> Knob
    ) -> Form where Word.RawValue == String {
      let words = Word.allCases.map(\.rawValue)
      return Form(
        name: name, settings: "one of \(words.joined(separator: ", "))", choices: words
      ) { Word(rawValue: $0).map(knob) }
    }

    static func number(
      _ name: String, _ settings: String, _ range: ClosedRange<Int>,
      or word: (text: String, knob: Knob)? = nil, _ knob: @escaping @Sendable (Int) -> Knob
    ) -> Form {
      let choices = range.count <= 16 ? range.map(String.init) : [word?.text].compactMap { $0 }
      return Form(name: name, settings: settings, choices: choices) { text in
        if let word, text == word.text { return word.knob }
        // No sign and no leading zeros, so that a knob has one text only.
        guard let value = Int(text), String(value) == text else { return nil }
        return range.contains(value) ? knob(value) : nil
      }
    }
  }

  /// How each knob is written.
  public static let forms: [Form] = [
    .toggle("fusion") { .fusion($0) },
    .number("staleness", "0 to \(Scenario.stalenessLimit)", 0...Scenario.stalenessLimit) {
      .staleness($0)
    },
    .toggle("dist-queue") { .distributedQueue($0) },
    .toggle("expert-balance") { .expertBalance($0) },
    .word("coupling") { .coupling($0) },
    .word("tail") { .tail($0) },
    .word("dispatch") { .dispatch($0) },
    Form(
      name: "placement",
      settings: "fused, colocated, separate:DIES, or cards as in rollout:0-255,update:256-383",
      choices: ["fused", "colocated"]
    ) { Placement(word: $0).map { .placement($0) } },
    .number("split", "the dies that train, from 1", 1...1 << 20) { .split($0) },
    .number(
      "speculation", "off, or how many percent of the guesses are accepted, 1 to 100", 1...100,
      or: ("off", .speculation(nil))
    ) { .speculation($0) },
    .number(
      "queue-capacity", "none, or how many groups it holds", 1...1 << 20,
      or: ("none", .queueCapacity(nil))
    ) { .queueCapacity($0) },
    .word("memory") { .memory($0) },
    .word("recomputation") { .recomputation($0) },
    .word("reshard") { .reshard($0) },
    .word("reshard-overlap") { .reshardOverlap($0) },
    .number("fail-card", "a card's number, from 0", 0...Int(Int32.max)) { .failCard($0) },
    .number("recover-card", "a card's number, from 0", 0...Int(Int32.max)) { .recoverCard($0) },
    .number("fail-server", "a server's number, from 0", 0...Int(Int32.max)) { .failServer($0) },
    .number("fail-link", "a server's number, from 0", 0...Int(Int32.max)) { .failLink($0) },
  ]
}
