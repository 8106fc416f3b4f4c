/// How rollout and training wait for one another.
public enum Coupling: String, Hashable, Sendable, CaseIterable {
  /// Rollout starts when the new weights are there, the update when the whole batch is written.
  case synchronous
  /// While the update learns from one batch, rollout writes the next with the weights before.
  case oneStepOff = "one-step-off"
  /// Groups start as long as they will not be too stale (StaleSync); all of rollout stops for new
  /// weights.
  case bounded
  /// Groups start as long as they will not be too stale; the trainer leaves new weights in the hosts'
  /// memory and goes on, and each replica interrupts its generation to take them.
  case asynchronous
}
