/// A colour as it is mixed, in sRGB.
public struct RGB: Hashable, Sendable, CustomStringConvertible {
  /// How much red.
  public let red: UInt8
  /// How much green.
  public let green: UInt8
  /// How much blue.
  public let blue: UInt8

  /// Makes a colour of its parts.
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Makes a colour of a number such as `0x1A2B3C`.
  public init(_ hexadecimal: UInt32) {
    self.init(
      UInt8(truncatingIfNeeded: hexadecimal >> 16), UInt8(truncatingIfNeeded: hexadecimal >> 8),
      UInt8(truncatingIfNeeded: hexadecimal))
  }

  /// The colour as a cell's.
  public var colour: Colour { .rgb(red, green, blue) }

  /// The colour as `#rrggbb`.
  public var description: String {
    let digits = String(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue), radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// Returns the colour mixed with another, of which `share` is taken.
  public func mixed(with other: RGB, share: Double) -> RGB {
    func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
      let part = min(max(share, 0), 1)
      return UInt8((Double(from) + (Double(to) - Double(from)) * part).rounded())
    }
    return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }

  /// Returns how far apart two colours look, squared: 0 for equal ones.
  ///
  /// Weighs the parts as the eye does, by the low-cost "redmean" approximation (T. Riemersma,
  /// compuphase.com/cmetric.htm).
  public func distance(to other: RGB) -> Int {
    let mean = (Int(red) + Int(other.red)) / 2
    let red = Int(red) - Int(other.red)
    let green = Int(green) - Int(other.green)
    let blue = Int(blue) - Int(other.blue)
    return ((512 + mean) * red * red) >> 8 + 4 * green * green
      + ((767 - mean) * blue * blue) >> 8
  }
}
