import Canvas

/// Something done with the mouse.
public struct MouseEvent: Hashable, Sendable {
  /// What was done.
  public enum Action: Hashable, Sendable {
    /// A button went down.
    case press(Button)
    /// A button went up; terminals of the old protocol do not say which.
    case release(Button?)
    /// The mouse moved with a button held.
    case drag(Button)
    /// The wheel turned a notch away from the user.
    case wheelUp
    /// The wheel turned a notch towards the user.
    case wheelDown
  }

  /// A button of the mouse.
  public enum Button: Hashable, Sendable {
    /// The one under the index finger, of a right hand.
    case left
    /// The wheel.
    case middle
    /// The one for menus.
    case right
  }

  /// What was done.
  public let action: Action
  /// On which cell.
  public let position: Position
  /// The keys that were held.
  public let modifiers: Modifiers

  /// Makes an event.
  public init(_ action: Action, at position: Position, modifiers: Modifiers = []) {
    self.action = action
    self.position = position
    self.modifiers = modifiers
  }

  /// Reads the code terminals send for buttons, wheel and motion.
  ///
  /// - Returns: `nil` for what is not told apart here: more buttons, a sideways wheel, bare motion.
  init?(code: Int, isRelease: Bool, at position: Position) {
    var modifiers: Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let button: Button? = [Button.left, .middle, .right, nil][code & 3]
    switch code & ~0x1F {
    case 0 where isRelease || button == nil:
      self.init(.release(button), at: position, modifiers: modifiers)
    case 0:
      guard let button else { return nil }
      self.init(.press(button), at: position, modifiers: modifiers)
    case 32:
      guard let button, !isRelease else { return nil }
      self.init(.drag(button), at: position, modifiers: modifiers)
    case 64 where code & 3 < 2 && !isRelease:
      self.init(code & 3 == 0 ? .wheelUp : .wheelDown, at: position, modifiers: modifiers)
    default: return nil
    }
  }
}
