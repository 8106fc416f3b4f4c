import Quantities
import Specification

/// How simulated time passes now, and where the telemetry comes from.
public struct ClockStatus: Hashable, Sendable {
  /// Where the telemetry comes from.
  public enum Source: Hashable, Sendable {
    /// A simulation that runs on.
    case live
    /// A recorded session, up to its end.
    case replay(name: String, end: SimTime)
  }

  /// Whether time stands still.
  public var isPaused: Bool
  /// Simulated seconds a second of the wall; infinite for as fast as can be.
  public var speed: Double
  /// Where the telemetry comes from.
  public var source: Source
  /// The file that the run is recorded to.
  public var recording: String?
  /// The latest moment that was reached, where one looks at an earlier one.
  public var latest: SimTime?
  /// Knobs that are turned but do not hold yet.
  public var pendingKnobs: [Knob]
  /// Events that are simulated a second of the wall; `nil` when not measured.
  public var eventsPerSecond: Double?

  /// Makes a status.
  public init(
    isPaused: Bool = false, speed: Double = 60, source: Source = .live, recording: String? = nil,
    pendingKnobs: [Knob] = [], eventsPerSecond: Double? = nil, latest: SimTime? = nil
  ) {
    self.isPaused = isPaused
    self.speed = speed
    self.source = source
    self.recording = recording
    self.pendingKnobs = pendingKnobs
    self.eventsPerSecond = eventsPerSecond
    self.latest = latest
  }
}

extension ClockStatus {
  /// The speeds that the keys go through, in simulated seconds a second of the wall.
  public static let speeds: [Double] = [
    1, 2, 5, 10, 20, 60, 120, 300, 600, 1200, 3600, 7200, 18000, .infinity,
  ]

  /// The next speed up or down; the same at either end.
  func speed(faster: Bool) -> Double {
    let next =
      faster
      ? Self.speeds.first { $0 > speed } : Self.speeds.last { $0 < speed }
    return next ?? speed
  }
}
