import Canvas

/// Something done with the mouse.
public struct MouseEvent: Hashable, Sendable {
  /// What was done.
  public enum Kind: Hashable, Sendable {
    /// The first button was pressed.
    case press
    /// The mouse was moved with the first button held.
    case drag
    /// The wheel was turned away from the user.
    case scrollUp
    /// The wheel was turned towards the user.
    case scrollDown
  }

  /// What was done.
  public var kind: Kind
  /// In which cell.
  public var position: Position

  /// Makes an event.
  public init(_ kind: Kind, at position: Position) {
    self.kind = kind
    self.position = position
  }
}
