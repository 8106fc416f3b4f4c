/// A number with a unit, that can be added to, taken from and compared with its own kind only.
///
/// Gives every unit its arithmetic once. Mixed arithmetic (bytes over bandwidth) stands with the units
/// it joins.
public protocol Quantity: Hashable, Comparable, Sendable, AdditiveArithmetic {
  /// The number without its unit.
  associatedtype Number: SignedNumeric & Comparable

  /// The number in the unit's base: bytes, nanoseconds, seconds, operations.
  var number: Number { get }

  /// Makes a quantity from a number in the unit's base.
  init(number: Number)
}

extension Quantity {
  /// The neutral quantity.
  public static var zero: Self { Self(number: 0) }

  /// Tells whether one quantity is smaller than another.
  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.number < rhs.number }

  /// Adds two quantities.
  public static func + (lhs: Self, rhs: Self) -> Self { Self(number: lhs.number + rhs.number) }

  /// Takes one quantity from another.
  public static func - (lhs: Self, rhs: Self) -> Self { Self(number: lhs.number - rhs.number) }
}

extension Quantity where Number == Double {
  /// Scales a quantity.
  public static func * (lhs: Self, rhs: Double) -> Self { Self(number: lhs.number * rhs) }

  /// Divides a quantity among parts.
  public static func / (lhs: Self, rhs: Double) -> Self { Self(number: lhs.number / rhs) }

  /// Tells how many times one quantity is another.
  public static func / (lhs: Self, rhs: Self) -> Double { lhs.number / rhs.number }
}
