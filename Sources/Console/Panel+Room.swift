extension Panel {
  /// How many rows panels ask for, borders included, and how they share what is left.
  private struct Room {
    /// Rows below which it says too little.
    let least: Int
    /// Rows above which it has nothing more to say.
    let most: Int
    /// How much of the room that is left it gets.
    let weight: Int
  }

  private var room: Room {
    switch self {
    case .timeline: Room(least: 8, most: 44, weight: 4)
    case .throughput: Room(least: 7, most: 100, weight: 4)
    case .resharding: Room(least: 7, most: 22, weight: 3)
    case .shares: Room(least: 8, most: 30, weight: 3)
    case .queue: Room(least: 8, most: 20, weight: 2)
    case .rollout: Room(least: 6, most: 48, weight: 3)
    case .memory: Room(least: 8, most: 40, weight: 3)
    case .log: Room(least: 5, most: 60, weight: 1)
    case .pipeline: Room(least: 7, most: 30, weight: 3)
    case .supernode: Room(least: 11, most: 40, weight: 3)
    case .advisor: Room(least: 6, most: 24, weight: 3)
    case .compare: Room(least: 8, most: 44, weight: 2)
    case .knobs: Room(least: 6, most: 24, weight: 3)
    }
  }

  /// Rows below which it says too little, border included.
  var leastRows: Int { room.least }
  /// Rows above which it has nothing more to say, border included.
  var mostRows: Int { room.most }
  /// How much of the room that is left it gets.
  var weight: Int { room.weight }

  /// Whether there may be more of it than rows, so that arrows scroll it where it is alone.
  var scrolls: Bool {
    switch self {
    case .timeline, .rollout, .log, .advisor, .knobs: true
    case .throughput, .resharding, .shares, .queue, .memory, .pipeline, .supernode, .compare:
      false
    }
  }
}
