import Specification

/// How many operators a host issues for a half of a layer, forward, as frameworks have them.
///
/// Counted coarsely: views, casts and bookkeeping of an operator go with it.
enum Operators {
  /// The backward pass against forward: half again as many, each issued in half the time, since the
  /// autograd engine calls them without Python between.
  static let backward = 0.75

  /// Norm, projections, rotation, core, residual; latent attention has two more norms and products,
  /// and splits and joins of the rotated part.
  static func attention(_ attention: Attention, fused: Bool) -> Double {
    switch attention {
    case .grouped: fused ? 12 : 22
    case .latent: fused ? 18 : 32
    }
  }

  /// Norm, products, activation, residual.
  static func dense(fused: Bool) -> Double { fused ? 8 : 13 }

  /// Router, sorting, exchange, expert products, activation and their inverses.
  static func mixture(shared: Int, fused: Bool) -> Double {
    (fused ? 30 : 60) + (shared > 0 ? dense(fused: fused) : 0)
  }
}
