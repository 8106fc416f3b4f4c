/// How projections with the same input share a buffer.
public enum Fusion: Hashable, Sendable, CaseIterable {
  /// Not at all: query, key, value, gate and up each have their own.
  case split
  /// One behind the other: all queries, all keys, all values; gate, up, expert by expert (vLLM).
  case behind
  /// Query, key and value of each key-value head together, and gate and up as in `behind` (Megatron).
  ///
  /// Where a rank's heads do not form whole groups, queries, keys and values lie behind each other.
  case byGroup
}
