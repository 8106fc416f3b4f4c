import Quantities

/// What fills a die's memory.
public struct MemoryUse: Hashable, Sendable {
  /// Weights, in the layout of the moment.
  public var weights: Bytes
  /// Gradients.
  public var gradients: Bytes
  /// Optimizer state.
  public var optimizer: Bytes
  /// KV cache reserved for samples.
  public var cache: Bytes
  /// Activations kept for the backward pass.
  public var activations: Bytes
  /// Communication buffers, temporary tensors.
  public var workspace: Bytes

  /// Makes a memory use.
  public init(
    weights: Bytes = .zero, gradients: Bytes = .zero, optimizer: Bytes = .zero,
    cache: Bytes = .zero, activations: Bytes = .zero, workspace: Bytes = .zero
  ) {
    self.weights = weights
    self.gradients = gradients
    self.optimizer = optimizer
    self.cache = cache
    self.activations = activations
    self.workspace = workspace
  }

  /// The uses in the order in which they are declared.
  public var parts: [Bytes] {
    [weights, gradients, optimizer, cache, activations, workspace]
  }

  /// All of it together.
  public var total: Bytes { weights + gradients + optimizer + cache + activations + workspace }
}
