extension Panel {
  /// Rows below which it says too little, border included.
  var leastRows: Int {
    switch self {
    case .timeline: 8
    case .throughput: 7
    case .resharding: 7
    case .shares: 8
    case .queue: 8
    case .replicas: 6
    case .memory: 8
    case .log: 5
    }
  }

  /// Rows above which it has nothing more to say, border included.
  var mostRows: Int {
    switch self {
    case .timeline: 26
    case .throughput: 60
    case .resharding: 22
    case .shares: 14
    case .queue: 11
    case .replicas: 20
    case .memory: 12
    case .log: 14
    }
  }

  /// How much of the room that is left it gets.
  var weight: Int {
    switch self {
    case .timeline: 3
    case .throughput: 5
    case .resharding: 3
    case .shares: 4
    case .queue: 3
    case .replicas: 3
    case .memory: 2
    case .log: 2
    }
  }
}
