/// Exponentials and logarithms that give the same bits on every machine.
///
/// The mathematics library of the system may round differently from one version, processor or
/// build setting to the next, and one bit is enough to make two replays of a session part. These
/// functions use only operations that IEEE 754 fixes to the last bit (addition, subtraction,
/// multiplication, division, square root), in a fixed order. Swift never fuses a multiplication
/// with an addition on its own, so debug and release, x86-64 and arm64 agree.
///
/// The polynomials of `exp` and `log` are those of FDLIBM 5.3 (Sun Microsystems, 1993,
/// https://www.netlib.org/fdlibm), which err by less than one unit in the last place.
public enum ElementaryFunctions {
  static let ln2High = 6.93147180369123816490e-01
  static let ln2Low = 1.90821492927058770002e-10

  /// Returns e raised to `x`.
  ///
  /// Zero below about -745.13, infinite above about 709.78.
  public static func exp(_ x: Double) -> Double {
    guard x == x else { return x }
    guard x < 709.782712893384 else { return .infinity }
    guard x > -745.1332191019412 else { return 0 }

    // x = k ln 2 + r with |r| ≤ ln 2 / 2, and r = high - low to twice the precision.
    let k = Int(x * 1.44269504088896338700e+00 + (x < 0 ? -0.5 : 0.5))
    let high = x - Double(k) * ln2High
    let low = Double(k) * ln2Low
    let r = high - low

    let t = r * r
    var p = 4.13813679705723846039e-08
    p = p * t - 1.65339022054652515390e-06
    p = p * t + 6.61375632143793436117e-05
    p = p * t - 2.77777777770155933842e-03
    p = p * t + 1.66666666666666019037e-01
    let c = r - t * p
    return scale(1 - ((low - (r * c) / (2 - c)) - high), byPowerOfTwo: k)
  }

  /// Returns the natural logarithm of `x`.
  ///
  /// Minus infinity at zero, not a number below it.
  public static func log(_ x: Double) -> Double {
    guard x > 0, x < .infinity else {
      return x == 0 ? -.infinity : x == .infinity ? x : .nan
    }
    let (exponent, mantissa) = split(x)
    let f = mantissa - 1
    let s = f / (2 + f)
    let z = s * s
    let w = z * z
    let even =
      w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    let odd =
      z
      * (6.666666666666735130e-01
        + w
        * (2.857142874366239149e-01
          + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)))
    let halfSquare = 0.5 * f * f
    let tail = s * (halfSquare + (even + odd)) + exponent * ln2Low
    return exponent * ln2High - ((halfSquare - tail) - f)
  }

  /// Returns e raised to `x`, minus one, exactly enough for small `x` too.
  ///
  /// By Kahan's quotient (Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed.,
  /// §1.14.1): the errors of `exp` and `log` cancel.
  public static func expMinusOne(_ x: Double) -> Double {
    let u = exp(x)
    if u == 1 { return x }
    let difference = u - 1
    if difference == -1 || u == .infinity { return difference }
    return difference * x / log(u)
  }

  /// Returns the natural logarithm of `1 + x`, exactly enough for small `x` too.
  ///
  /// By the same quotient as `expMinusOne`.
  public static func logOnePlus(_ x: Double) -> Double {
    let u = 1 + x
    if u == 1 { return x }
    guard u > 0, u < .infinity else { return log(u) }
    return log(u) * x / (u - 1)
  }

  /// Splits a positive finite number into `mantissa` times two to the `exponent`.
  ///
  /// The mantissa lies between the square roots of a half and of two, so that its logarithm never
  /// cancels that of the power of two.
  static func split(_ x: Double) -> (exponent: Double, mantissa: Double) {
    let isSubnormal = x < Double.leastNormalMagnitude
    let bits = (isSubnormal ? x * 0x1p54 : x).bitPattern
    var exponent = Int(bits >> 52) - (isSubnormal ? 1023 + 54 : 1023)
    var mantissa = Double(bitPattern: bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
    if mantissa > 1.4142135623730951 {
      mantissa *= 0.5
      exponent += 1
    }
    return (Double(exponent), mantissa)
  }

  /// Returns `x` times two to the `exponent`, for an exponent from -1,080 to 1,024.
  private static func scale(_ x: Double, byPowerOfTwo exponent: Int) -> Double {
    if exponent > 1023 { return x * 0x1p1023 * 2 }
    if exponent < -1022 {
      return x * Double(bitPattern: UInt64(exponent + 100 + 1023) << 52) * 0x1p-100
    }
    return x * Double(bitPattern: UInt64(exponent + 1023) << 52)
  }
}
