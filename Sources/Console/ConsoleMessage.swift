import Canvas
import Exploration
import Telemetry

/// Whatever reaches the console.
public enum ConsoleMessage: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// Something was done with the mouse.
  case mouse(MouseEvent)
  /// The terminal has another size.
  case resized(Size)
  /// The cluster moved on; the ghost is the future that a turned knob left behind.
  case frame(live: ClusterState, ghost: Ghost?, clock: ClockStatus)
  /// Another theme is to be used.
  case themed(Theme)
  /// A panel is to be shown alone, or with `nil` none; and perhaps another layout.
  case show(Panel?, ScreenLayout?)
  /// What turning each knob would do, as far as it is known.
  case advice(Advice)
  /// Something that the user should read once, such as why a file could not be written; an empty
  /// text takes back what was told.
  case notice(String)
}
