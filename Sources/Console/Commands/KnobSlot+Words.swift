import Session
import Specification

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
    case .placement: "J"
    case .split: "P"
    case .overlap: "E"
    case .capacity: "G"
    case .recovery: "U"
    case .serverFailure: "H"
    case .linkFailure: "I"
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
    case .dispatch: "Dispatch: next of four"
    case .speculation: "MTP speculation on, off"
    case .memory: "Memory: offload, keep both"
    case .recomputation: "Recompute: next of five"
    case .reshard: "Resharding: next of three"
    case .placement: "Placement: next of three"
    case .split: "Pools: more dies train"
    case .overlap: "Reshard overlap: next"
    case .capacity: "Queue capacity: next"
    case .recovery: "Bring back a failed card"
    case .serverFailure: "Fail the card's server"
    case .linkFailure: "Cut the card's server off"
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
    case .placement: "placement"
    case .split: "pool split"
    case .overlap: "overlap"
    case .capacity: "queue cap"
    case .recovery: "recover"
    case .serverFailure: "fail server"
    case .linkFailure: "fail link"
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

  /// What it is and when it takes hold, in a sentence.
  var meaning: String {
    switch self {
    case .fusion: "Trains and rolls out on the same dies in turn, from the next step on."
    case .staleness: "Lets samples be so many versions behind when learned from."
    case .queue: "Sends samples through a distributed queue, or one controller."
    case .balance: "Balances experts over ranks by their load, or leaves them."
    case .failure: "Fails a card now; it comes back after its repair time."
    case .coupling: "Lets rollout and training wait for one another in another way."
    case .tail: "Deals with the samples that end last in another way."
    case .dispatch: "Gives samples out to ranks in another way."
    case .speculation: "Guesses tokens ahead, so many accepted, from the next step on."
    case .memory: "Makes room for the next phase in another way, from the next step on."
    case .recomputation: "Keeps or makes anew what training's backward pass needs."
    case .reshard: "Brings weights to rollout in another way, from the next switch."
    case .placement: "Lets roles run on other dies, from the next step on."
    case .split: "Trains on so many dies, rolls out on the rest, from the next step."
    case .overlap: "Lets other things go on while weights move, from the next switch."
    case .capacity: "Lets the queue from rollout to training hold so many groups."
    case .recovery: "Takes a failed card back now."
    case .serverFailure: "Fails all cards of a server now."
    case .linkFailure: "Cuts a server off from the others now."
    }
  }

  /// A setting, as the bar writes it, at most three columns, or five for one of several choices.
  func text(of setting: Int) -> String {
    switch self {
    case .staleness: "η \(setting)"
    case .speculation: setting == 0 ? "off" : "\(setting)%"
    case .split: "\(setting)"
    case .capacity: setting == 0 ? "any" : "\(setting)"
    case .fusion, .queue, .balance, .failure, .recovery, .serverFailure, .linkFailure:
      setting == 0 ? "off" : "on"
    case .coupling, .tail, .dispatch, .memory, .recomputation, .reshard, .placement, .overlap:
      choices.indices.contains(setting) ? choices[setting] : "own"
    }
  }

  /// A setting in whole words, as it is typed; what the bar writes for one that keys do not go through.
  func word(of setting: Int, in around: Surroundings) -> String {
    guard !choices.isEmpty,
      let knob = knobs(in: around).first(where: { self.setting(of: $0) == setting })
    else { return text(of: setting) }
    return knob.text.split(separator: " ").dropFirst().joined(separator: " ")
  }

  /// Words for its choices, in order; none for a knob that is on or off or has a number.
  var choices: [String] {
    switch self {
    case .coupling: ["sync", "1-off", "bound", "async"]
    case .tail: ["wait", "part", "over", "batch", "move"]
    case .dispatch: ["group", "inter", "robin", "long"]
    case .memory: ["offld", "both"]
    case .recomputation: ["none", "sel", "exprt", "full", "swap"]
    case .reshard: ["gath", "dirct", "p2p"]
    case .placement: ["fused", "coloc", "split"]
    case .overlap: ["none", "host", "layer"]
    case .fusion, .staleness, .queue, .balance, .failure, .speculation, .split, .capacity,
      .recovery, .serverFailure, .linkFailure:
      []
    }
  }

  /// The knob's name on the command line, in scripts and in sessions.
  var commandName: String {
    String(knobs(in: Surroundings(scenario: .panguCM384))[0].text.prefix { $0 != " " })
  }

  /// Whether it strikes or mends something, so that it does not stand one way or another.
  var isFault: Bool {
    switch self {
    case .failure, .recovery, .serverFailure, .linkFailure: true
    default: false
    }
  }
}
