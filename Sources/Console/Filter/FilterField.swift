import Telemetry

/// What a filter can ask of a card.
enum FilterField: String, CaseIterable, Hashable, Sendable {
  case phase, state, pool
  case rack, server, slot, card, die, supernode
  case replica, rank, stage, dp, tp
  case hbm, util, batch, kv, staleness, power, link, failed

  /// What values it has.
  enum Kind: Hashable, Sendable {
    /// A number, compared as such.
    case number
    /// One of a few words, equal or not.
    case words([String])
  }

  /// What values it has.
  var kind: Kind {
    switch self {
    case .phase: .words(Self.phases)
    case .state: .words(Self.states)
    case .pool: .words(["rollout", "training", "reference", "reward"])
    case .failed: .words(["yes", "no"])
    default: .number
    }
  }

  /// The first words that a field can have, as help tells them.
  static func words(of field: FilterField) -> String {
    guard case .words(let words) = field.kind else { return "" }
    return words.prefix(3).joined(separator: ", ") + (words.count > 3 ? " …" : "")
  }

  /// What it means, for the manual.
  var help: String {
    switch self {
    case .phase: "what a die does, as the legend names it"
    case .state: "the same in detail"
    case .pool: "a role that it is given to; in RL Fusion several"
    case .rack: "the rack, from 1"
    case .server, .slot, .card, .die: "its number, from 0"
    case .supernode: "the supernode, from 1"
    case .replica, .rank: "its place in rollout, from 0"
    case .stage, .dp, .tp: "its place in training, from 0"
    case .hbm: "percent of the memory that is full"
    case .util: "percent of the time that a die computes"
    case .batch: "samples that its rank writes"
    case .kv: "tokens in its rank's cache"
    case .staleness: "weight versions that its replica is behind"
    case .power: "watts of the card"
    case .link: "GB a second that a die sends"
    case .failed: "whether the card is down"
    }
  }

  private static let phases = Phase.allCases.map(\.name)
  private static let states = Activity.allCases.map { $0.name.replacing(" ", with: "-") }
}
