extension KnobSlot {
  /// The key: a capital, as all keys that turn a knob.
  var key: Character {
    switch self {
    case .fusion: "F"
    case .staleness: "S"
    case .queue: "Q"
    case .balance: "B"
    case .failure: "K"
    case .coupling: "C"
    case .tail: "L"
    case .dispatch: "D"
    case .speculation: "M"
    case .memory: "O"
    case .recomputation: "R"
    case .reshard: "W"
    }
  }

  /// What turning it does, as the help tells it.
  var help: String {
    switch self {
    case .fusion: "RL Fusion on, off"
    case .staleness: "StaleSync bound up, 0 to \(Self.stalenessLimit)"
    case .queue: "DistQueue on, off"
    case .balance: "Expert balance on, off"
    case .failure: "Fail the selected card"
    case .coupling: "Coupling: next of four"
    case .tail: "Long tail: next of five"
    case .dispatch: "Dispatch: next of three"
    case .speculation: "MTP speculation on, off"
    case .memory: "Memory: offload, keep both"
    case .recomputation: "Recompute: next of four"
    case .reshard: "Resharding: next of three"
    }
  }

  /// The name, as the bar writes it.
  var name: String {
    switch self {
    case .fusion: "RL Fusion"
    case .staleness: "StaleSync"
    case .queue: "DistQueue"
    case .balance: "EDP balance"
    case .failure: "fail card"
    case .coupling: "coupling"
    case .tail: "tail"
    case .dispatch: "dispatch"
    case .speculation: "MTP"
    case .memory: "memory"
    case .recomputation: "recompute"
    case .reshard: "reshard"
    }
  }

  /// The name in the least of columns.
  var briefName: String {
    switch self {
    case .fusion: "Fusion"
    case .staleness: "η"
    case .queue: "Queue"
    case .balance: "EDP"
    case .failure: "fail"
    default: name
    }
  }

  /// A setting, as the bar writes it, at most three columns, or five for one of several choices.
  func text(of setting: Int) -> String {
    switch self {
    case .staleness: "η \(setting)"
    case .fusion, .queue, .balance, .failure, .speculation: setting == 0 ? "off" : "on"
    case .coupling, .tail, .dispatch, .memory, .recomputation, .reshard:
      choices.indices.contains(setting) ? choices[setting] : "own"
    }
  }

  /// Words for its choices, in order; none for a knob that is on or off.
  var choices: [String] {
    switch self {
    case .coupling: ["sync", "1-off", "bound", "async"]
    case .tail: ["wait", "part", "over", "batch", "move"]
    case .dispatch: ["group", "inter", "robin", "long"]
    case .memory: ["offld", "both"]
    case .recomputation: ["none", "sel", "exprt", "full", "swap"]
    case .reshard: ["gath", "dirct", "p2p"]
    case .fusion, .staleness, .queue, .balance, .failure, .speculation: []
    }
  }
}
