/// A key of the keyboard.
public enum Key: Hashable, Sendable {
  /// A key that writes a character; with control held, the lowercase letter.
  case character(Character)
  /// An arrow.
  case up, down, left, right
  /// To the beginning or the end.
  case home, end
  /// A page back or forth.
  case pageUp, pageDown
  /// Above the arrows.
  case insert, delete
  /// F1 and on.
  case function(Int)
  /// The escape key.
  case escape
  /// The tab key, and the same with shift held.
  case tab, backTab
  /// Return, on the main block or on the number block.
  case enter
  /// Deletes to the left.
  case backspace
}
