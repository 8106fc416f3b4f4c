/// What goes on while weights move from training to rollout.
public enum ReshardOverlap: String, Hashable, Sendable, CaseIterable {
  /// Nothing: one thing after another.
  case none
  /// Copies to and from host memory, as far as the dies' memory allows: training's state leaves for the
  /// host while weights move, and the optimizer's comes back while the update computes.
  case host
  /// Host copies, and rollout: it begins with the layers that are there, in their order, and reads
  /// prompts while the others come.
  ///
  /// Where training and rollout share dies, the cache has no room before training's weights are gone,
  /// and only host copies overlap.
  case layers
}
