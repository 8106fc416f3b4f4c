/// What belongs to separate placement.
private struct SeparatePools {
  var trainingDies = 0
}

extension Codec where Value == Placement {
  /// Where the roles run.
  static var placement: Codec {
    .variants([
      .word("fused", .fused),
      .word("colocated", .colocated),
      .carrying(
        "separate", "{training-dies: 384}",
        .record(
          blank: SeparatePools(), isFlat: true,
          [Field("training-dies", \.trainingDies, .integer(1...1 << 20))]),
        make: { .separate(trainingDies: $0.trainingDies) },
        take: {
          guard case .separate(let dies) = $0 else { return nil }
          return SeparatePools(trainingDies: dies)
        }),
      .carrying(
        "mixed", "{rollout: 0-255, update: 256-383}", .roleCards, make: { .mixed($0) },
        take: {
          guard case .mixed(let cards) = $0 else { return nil }
          return cards
        }),
    ])
  }
}

extension Codec where Value == RoleCards {
  /// The cards of each role.
  static var roleCards: Codec {
    .record(
      blank: RoleCards(rollout: 0...0, update: 0...0), isFlat: true,
      [
        Field(
          "rollout", \.rollout, .cards, synonyms: ["actor-rollout", "inference", "generation"]),
        Field("update", \.update, .cards, synonyms: ["training", "train", "actor", "trainer"]),
        Field("reference", \.reference, Codec<ClosedRange<Int>>.cards.optional, isRequired: false),
        Field(
          "reward", \.reward, Codec<ClosedRange<Int>>.cards.optional, isRequired: false,
          synonyms: ["reward-model", "critic"]),
      ])
  }
}

extension Codec where Value == ClosedRange<Int> {
  /// Cards by number, first to last: "0-255".
  static var cards: Codec {
    let remedy = "write the first card and the last, such as 0-255"
    return Codec(
      read: { node, _, reading throws(ScenarioError) in
        let ends = (node.text ?? "").split(separator: "-", omittingEmptySubsequences: false)
          .map { WholeNumber(String($0)).flatMap { Int(exactly: $0) } }
        guard let text = node.text, (1...2).contains(ends.count), let first = ends.first ?? nil,
          let last = ends.last ?? nil
        else { throw reading.mismatch(node, remedy) }
        guard first >= 0, last < 1 << 20 else {
          throw ScenarioError(
            at: node.mark, what: "\(reading.path.keyName) is \(text.cited), far out of range",
            remedy: remedy)
        }
        guard first <= last else {
          throw ScenarioError(
            at: node.mark,
            what: "\(reading.path.keyName) is \(text.cited), from a card to one before",
            remedy: "write \(last)-\(first)")
        }
        return first...last
      },
      write: { cards, _ in .plain(cards.cardsText) },
      check: { cards, path, problems in
        guard cards.lowerBound < 0 || cards.upperBound >= 1 << 20 else { return }
        problems.append(
          Problem(
            at: path, what: "\(path.keyName) is \(cards.lowerBound)-\(cards.upperBound)",
            remedy: remedy))
      })
  }
}
