/// An input that was to come and could not be done.
public struct Refusal: Hashable, Sendable {
  /// The input.
  public var input: Input
  /// Why it could not be done.
  public var reason: String

  /// Makes a refusal.
  public init(input: Input, reason: String) {
    self.input = input
    self.reason = reason
  }
}
