import Specification

/// Reads and writes numbers in the formats that weights are kept in.
enum NumberFormat {
  /// The bytes of one number.
  static func size(_ precision: Precision) -> Int { Int(precision.bytes) }

  /// The largest number that an 8-bit format tells apart, which a scale maps the largest weight to.
  static func largest(_ precision: Precision) -> Float { precision == .int8 ? 127 : 448 }

  /// Reads a number of 16 or 32 bits, little-endian.
  static func read(_ bytes: [UInt8], at offset: Int, _ precision: Precision) -> Float {
    if precision == .fp32 {
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
      return Float(bitPattern: bits)
    }
    let bits = UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8
    return Float(bitPattern: bits << 16)
  }

  /// Writes a number in 16 or 32 bits, rounded to nearest, ties to even.
  static func append(_ number: Float, to bytes: inout [UInt8], _ precision: Precision) {
    var bits = number.bitPattern
    if precision == .fp32 {
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
      }
      return
    }
    if number.isNaN {
      bits |= 0x0040_0000
    } else {
      bits += 0x7FFF + (bits >> 16 & 1)
    }
    bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
    bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
  }

  /// The scale of numbers that are to be kept in 8 bits: 1 where all are zero.
  static func scale(_ numbers: [Float], _ precision: Precision) -> Float {
    let most = numbers.reduce(0) { max($0, $1.magnitude) }
    return most > 0 ? most / largest(precision) : 1
  }

  /// The 8-bit code of a number, already divided by its scale.
  static func code(_ number: Float, _ precision: Precision) -> UInt8 {
    if precision == .int8 {
      return UInt8(bitPattern: Int8(max(-127, min(127, number.rounded(.toNearestOrEven)))))
    }
    return e4m3(number)
  }

  /// The number of an 8-bit code, not yet times its scale.
  static func number(_ code: UInt8, _ precision: Precision) -> Float {
    if precision == .int8 { return Float(Int8(bitPattern: code)) }
    let exponent = Int(code >> 3 & 15)
    let mantissa = Float(code & 7)
    let magnitude =
      exponent == 0
      ? mantissa * 0x1p-9
      : Float(sign: .plus, exponent: exponent - 7, significand: 1 + mantissa / 8)
    return code & 0x80 == 0 ? magnitude : -magnitude
  }

  /// A number in FP8 E4M3: 4 bits of exponent, 3 of mantissa, no infinity, 448 at most.
  private static func e4m3(_ number: Float) -> UInt8 {
    let sign: UInt8 = number.sign == .minus ? 0x80 : 0
    let magnitude = min(number.magnitude, 448)
    guard magnitude >= 0x1p-6 else {
      // Subnormal: eight steps of 2⁻⁹; the eighth is the smallest normal number.
      return sign | UInt8((magnitude * 0x1p9).rounded(.toNearestOrEven))
    }
    var exponent = Int(magnitude.exponent)
    var mantissa = ((magnitude.significand - 1) * 8).rounded(.toNearestOrEven)
    if mantissa == 8 { (exponent, mantissa) = (exponent + 1, 0) }
    return sign | UInt8(exponent + 7) << 3 | UInt8(mantissa)
  }
}
