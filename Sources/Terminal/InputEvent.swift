import Canvas

/// Something that came from the terminal, or about it.
public enum InputEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key, Modifiers)
  /// Something was done with the mouse.
  case mouse(MouseEvent)
  /// Text was pasted: it is no row of key presses, and no command.
  case paste(String)
  /// The terminal has a new size, or has lost what was on it: draw a frame of this size.
  case resize(Size)
  /// The program is asked to end.
  case quit(QuitReason)
}
