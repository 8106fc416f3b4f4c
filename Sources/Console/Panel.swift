/// A part of the screen that shows one thing, and can be shown alone.
public enum Panel: Int, CaseIterable, Hashable, Sendable {
  /// The roles and replicas over time.
  case timeline
  /// Tokens a second, and what else is written over time.
  case throughput
  /// The latest change of layout.
  case resharding
  /// What the dies' time went into.
  case shares
  /// The queue between rollout and training.
  case queue
  /// The replicas, and how long their samples are.
  case rollout
  /// What fills the dies' memory.
  case memory
  /// What happened.
  case log
  /// An update's micro-batches on the pipeline's stages.
  case pipeline
  /// Every card with its dies.
  case supernode
  /// What would help most.
  case advisor
  /// The run beside its ghost.
  case compare
  /// Every knob with its settings.
  case knobs

  /// The word that names it on a command line.
  public var name: String { "\(self)" }

  /// Finds a panel by its word.
  public init?(name: String) {
    guard let panel = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = panel
  }

  /// The key that shows it alone.
  var key: Character {
    switch self {
    case .timeline: "1"
    case .throughput: "2"
    case .resharding: "3"
    case .shares: "4"
    case .queue: "5"
    case .rollout: "6"
    case .memory: "7"
    case .log: "8"
    case .pipeline: "9"
    case .supernode: "0"
    case .advisor: "i"
    case .compare: "r"
    case .knobs: "f"
    }
  }

  /// The name, as its title tells it.
  var title: String {
    switch self {
    case .timeline: "RL loop"
    case .throughput: "throughput"
    case .resharding: "resharding"
    case .shares: "where the hours go"
    case .queue: "queue and staleness"
    case .rollout: "rollout"
    case .memory: "memory"
    case .log: "events"
    case .pipeline: "pipeline"
    case .supernode: "supernode"
    case .advisor: "what would help most"
    case .compare: "run and ghost"
    case .knobs: "what if"
    }
  }

  /// The name in a run that only serves.
  var servingTitle: String {
    switch self {
    case .timeline: "serving"
    case .queue: "requests"
    default: title
    }
  }

  /// Whether it has something to show in a run that only serves.
  var isOfServing: Bool {
    switch self {
    case .resharding, .pipeline: false
    default: true
    }
  }
}
