import Canvas
import Quantities
import Telemetry

/// A use of a die's memory, as the bars show it.
enum MemoryKind: Int, CaseIterable, Hashable, Sendable {
  case weights, gradients, optimizer, cache, activations, workspace

  var name: String {
    switch self {
    case .weights: "weights"
    case .gradients: "gradients"
    case .optimizer: "optimizer"
    case .cache: "KV cache"
    case .activations: "activations"
    case .workspace: "workspace"
    }
  }

  /// What stands for it where there is no colour.
  var letter: Glyph {
    switch self {
    case .weights: "W"
    case .gradients: "G"
    case .optimizer: "O"
    case .cache: "K"
    case .activations: "A"
    case .workspace: "S"
    }
  }

  /// The phase whose colour it borrows.
  var phase: Phase {
    switch self {
    case .weights: .rollout
    case .gradients: .reshard
    case .optimizer: .update
    case .cache: .reference
    case .activations: .reward
    case .workspace: .waiting
    }
  }

  /// How much of a die's memory it takes.
  func amount(in use: MemoryUse) -> Bytes {
    switch self {
    case .weights: use.weights
    case .gradients: use.gradients
    case .optimizer: use.optimizer
    case .cache: use.cache
    case .activations: use.activations
    case .workspace: use.workspace
    }
  }
}

extension Look {
  /// The bar of what fills a memory.
  func strip(_ use: MemoryUse, of capacity: Bytes) -> Strip {
    var parts = MemoryKind.allCases.map { kind in
      (
        value: Double(kind.amount(in: use).count), style: Style(colour(kind.phase)),
        fill: usesLetters ? kind.letter : nil
      )
    }
    let free = Double((capacity - use.total).count)
    if free > 0 { parts.append((free, track, usesLetters ? "." : nil)) }
    return Strip(stacking: parts, whole: Double(max(capacity, use.total).count))
  }
}
