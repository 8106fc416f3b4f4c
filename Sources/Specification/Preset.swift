/// A value that can be called by name in a scenario file.
public struct Preset<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The name, as in "cloudmatrix384".
  public let name: String
  /// The value.
  public let value: Value

  /// Names a value.
  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}
