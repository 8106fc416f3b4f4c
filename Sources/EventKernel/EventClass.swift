/// Which of several events at one instant comes first: the one of the lower class.
///
/// A replica, for example, should free the memory of finished samples before it admits new ones
/// at the same instant. Worlds name their classes in an extension.
public struct EventClass: RawRepresentable, Hashable, Comparable, Sendable {
  /// The place in the order, 0...63.
  public let rawValue: UInt8

  /// Makes the class at a place in the order.
  ///
  /// - Precondition: `rawValue` is below 64.
  public init(rawValue: UInt8) {
    precondition(rawValue < 64, "an event class lies in 0...63, not \(rawValue)")
    self.rawValue = rawValue
  }

  /// The class of events whose order at one instant is that of scheduling.
  public static let normal = EventClass(rawValue: 32)

  /// Tells whether one class comes before another.
  public static func < (lhs: EventClass, rhs: EventClass) -> Bool { lhs.rawValue < rhs.rawValue }
}
