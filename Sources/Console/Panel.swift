/// A part of the screen that shows one thing, and can be shown alone.
enum Panel: Int, CaseIterable, Hashable, Sendable {
  case timeline, throughput, resharding, shares, queue, replicas, memory, log

  /// The name, as its title tells it.
  var title: String {
    switch self {
    case .timeline: "RL loop"
    case .throughput: "throughput"
    case .resharding: "resharding"
    case .shares: "where the hours go"
    case .queue: "queue and staleness"
    case .replicas: "replicas"
    case .memory: "memory"
    case .log: "log"
    }
  }

  /// The name in a run that only serves.
  var servingTitle: String {
    switch self {
    case .timeline: "serving"
    case .queue: "requests"
    case .throughput, .resharding, .shares, .replicas, .memory, .log: title
    }
  }
}
