import Telemetry

extension Role {
  /// The name as a JSON key or a CSV column.
  public var key: String { name }
}

extension Activity {
  /// The name as a JSON key or a CSV column: words joined by underscores.
  public var key: String { String(name.map { $0 == " " ? "_" : $0 }) }
}
