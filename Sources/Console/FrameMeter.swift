/// What a frame took: bytes to the terminal, and time.
public struct FrameMeter: Hashable, Sendable {
  /// Bytes of the last frame.
  public var bytes: Int
  /// Seconds to draw it.
  public var drawing: Double
  /// Seconds to find what changed and to make bytes of it.
  public var sending: Double
  /// Frames shown since the start.
  public var frames: Int
  /// Frames left out since the start, as the terminal had not taken the one before.
  public var dropped: Int

  /// Makes a meter.
  public init(
    bytes: Int = 0, drawing: Double = 0, sending: Double = 0, frames: Int = 0, dropped: Int = 0
  ) {
    self.bytes = bytes
    self.drawing = drawing
    self.sending = sending
    self.frames = frames
    self.dropped = dropped
  }
}
