import Quantities

/// How weights are brought from one layout to another.
public enum ReshardStrategy: String, Hashable, Sendable, CaseIterable {
  /// Every tensor is gathered whole on every die, which keeps its slice.
  case gather
  /// Experts go straight to the dies that need them, by all-to-all; the rest is gathered over tensor
  /// ranks, exchanged whole between stages and cut by its receivers.
  ///
  /// As hicann/cann-recipes-train has it since its directed AlltoAllV (docs/llm_rl/
  /// deepseek_rl_train_optimization.md).
  case directed
  /// Each slice goes from one holder to the die that needs it, on a schedule made once.
  case pointToPoint = "point-to-point"

  /// The largest message where no one names another; verl's default for weight updates.
  public static let standardBucket = Bytes(512 << 20)
}
