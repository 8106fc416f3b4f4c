import Quantities
import Specification

/// One named part of a duration, with what it is founded on.
///
/// The terms of a duration add up to it.
public struct CostTerm: Hashable, Sendable {
  /// What the time goes to, as in "matrix products".
  public let name: String
  /// How much time.
  public let seconds: Seconds
  /// Where the figures behind it come from.
  public let source: Source

  /// Makes a term.
  public init(name: String, seconds: Seconds, source: Source) {
    self.name = name
    self.seconds = seconds
    self.source = source
  }
}
