/// How much was sent to a terminal.
public struct OutputStatistics: Hashable, Sendable {
  /// How many frames were drawn.
  public internal(set) var frames = 0
  /// How many were left out because the terminal had not taken the one before.
  public internal(set) var droppedFrames = 0
  /// How many bytes were made of all frames.
  public internal(set) var bytes = 0
  /// How many bytes were made of the last frame.
  public internal(set) var lastFrameBytes = 0
  /// How long it took to find what changed in the last frame and to make bytes of it.
  public internal(set) var lastFrameTime: Duration = .zero
}
