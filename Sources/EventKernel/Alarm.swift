/// Something awaited that can be called off or set anew before it comes.
///
/// The world keeps the alarm and puts the stamp into the event; when the event comes, a stamp that
/// is no longer current tells that it was called off in the meantime.
///
///     context.schedule(.finished(replica, alarm.set()), after: left)   // and when it comes:
///     guard replicas[replica].alarm.isCurrent(stamp) else { return }
public struct Alarm: Hashable, Sendable {
  /// Which setting of an alarm an event belongs to.
  public struct Stamp: Hashable, Sendable {
    fileprivate let setting: UInt32
  }

  private var setting: UInt32 = 0

  /// Makes an alarm that is not set.
  public init() {}

  /// Sets the alarm, and calls off an earlier setting.
  public mutating func set() -> Stamp {
    cancel()
    return Stamp(setting: setting)
  }

  /// Calls the alarm off.
  public mutating func cancel() { setting &+= 1 }

  /// Tells whether the setting that a stamp belongs to still stands.
  public func isCurrent(_ stamp: Stamp) -> Bool { stamp.setting == setting }
}
