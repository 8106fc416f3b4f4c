/// Layers that mix tokens by a running state instead of attention.
///
/// A state is a matrix for each head, as wide as the head and as deep as a key. Models of this kind attend
/// in a few layers still; a layer of the cost model is the mean of all.
public struct StateMixers: Hashable, Sendable {
  /// How a state takes up a token.
  public enum Rule: String, Hashable, Sendable, CaseIterable {
    /// Decays by what the token says and adds it: Mamba-2 (arXiv 2405.21060).
    case selective
    /// Takes out what it had under the token's key first: gated delta nets (arXiv 2412.06464).
    case delta
  }

  /// How a state takes up a token.
  public var rule: Rule
  /// Layers with a state.
  public var layers: Int
  /// Layers that attend.
  public var attentionLayers: Int
  /// Heads of values, each with a state.
  public var heads: Int
  /// Width of a head's values.
  public var headDimension: Int
  /// Heads of keys and queries, which heads of values share.
  public var groups: Int
  /// Width of a key: numbers of state for each number of a value.
  public var stateDimension: Int

  /// Makes a description.
  public init(
    rule: Rule, layers: Int, attentionLayers: Int, heads: Int, headDimension: Int, groups: Int,
    stateDimension: Int
  ) {
    self.rule = rule
    self.layers = layers
    self.attentionLayers = attentionLayers
    self.heads = heads
    self.headDimension = headDimension
    self.groups = groups
    self.stateDimension = stateDimension
  }

  /// Width of all heads' values.
  public var width: Int { heads * headDimension }
  /// Width of what a convolution over four tokens goes over: values, keys and queries.
  public var convolved: Int { width + 2 * groups * stateDimension }
  /// Width that the projection in makes: those, a gate for each value, and what each head decays by and,
  /// by the delta rule, takes up.
  public var projected: Int { convolved + width + heads * (rule == .delta ? 2 : 1) }

  /// Weights of one layer: both projections, the convolution, decays and the norm of the output.
  public func parameters(hidden: Int) -> Int {
    hidden * (projected + width) + 4 * convolved + 3 * heads + width
  }
}
