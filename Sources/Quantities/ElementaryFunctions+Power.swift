extension ElementaryFunctions {
  /// A number as the unevaluated sum of two, good for about 106 bits.
  private typealias Pair = (high: Double, low: Double)

  /// Returns `base` raised to `exponent`.
  ///
  /// The logarithm is carried to twice the precision, so that large powers are as accurate as small
  /// ones; the first power, the square, the inverse and the root are correctly rounded. Special
  /// cases follow IEEE 754: a negative base needs a whole exponent, and anything to the power of
  /// zero is one.
  public static func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0 || base == 1 { return 1 }
    guard base == base, exponent == exponent else { return .nan }

    let isWhole = exponent.rounded(.towardZero) == exponent
    let isOdd = isWhole && exponent.magnitude < 0x1p53 && Int64(exponent) & 1 != 0
    let isNegative = base.sign == .minus && isOdd
    let magnitude: Double
    if base == 0 || base.isInfinite {
      magnitude = (base == 0) == (exponent < 0) ? .infinity : 0
    } else if exponent.isInfinite {
      if base == -1 { return 1 }
      magnitude = (base.magnitude > 1) == (exponent > 0) ? .infinity : 0
    } else if base < 0 && !isWhole {
      return .nan
    } else {
      magnitude = positivePower(base.magnitude, exponent)
    }
    return isNegative ? -magnitude : magnitude
  }

  /// Returns `base` raised to a whole `exponent`.
  ///
  /// Small exponents are multiplied out, so that the powers of small whole numbers are exact.
  public static func powerInteger(_ base: Double, _ exponent: Int) -> Double {
    guard exponent.magnitude <= 16 else { return power(base, Double(exponent)) }
    var result = 1.0
    var square = base
    var remaining = exponent.magnitude
    while remaining > 0 {
      if remaining & 1 == 1 { result *= square }
      remaining >>= 1
      if remaining > 0 { square *= square }
    }
    return exponent < 0 ? 1 / result : result
  }

  private static func positivePower(_ base: Double, _ exponent: Double) -> Double {
    switch exponent {
    case 1: return base
    case 2: return base * base
    case -1: return 1 / base
    case 0.5: return base.squareRoot()
    default: break
    }
    let logarithm = pairLogarithm(base)
    guard logarithm.high != 0 else { return 1 }
    let estimate = exponent * logarithm.high
    guard estimate < 800 else { return .infinity }
    guard estimate > -800 else { return 0 }
    let product = exactProduct(exponent, logarithm.high)
    let low = product.low + exponent * logarithm.low
    let result = exp(product.high)
    return result == .infinity ? result : result + result * low
  }

  /// Returns the logarithm of a positive finite number to about 2⁻⁶⁴ of its value.
  ///
  /// It is 2 artanh(s), s = (m - 1) / (m + 1), by its series; the first two terms are summed in
  /// pairs, the rest, at most 2⁻¹² of the whole, in single numbers.
  private static func pairLogarithm(_ x: Double) -> Pair {
    let (exponent, mantissa) = split(x)
    let f = mantissa - 1  // exact
    let g = exactSum(1, mantissa)
    let sHigh = f / g.high
    let back = exactProduct(sHigh, g.high)
    let sLow = (((f - back.high) - back.low) - sHigh * g.low) / g.high

    let square = exactProduct(sHigh, sHigh)
    let z: Pair = (square.high, square.low + 2 * sHigh * sLow)
    var tail = 1.0 / 25
    for denominator in stride(from: 23.0, through: 5, by: -2) {
      tail = tail * z.high + 1 / denominator
    }
    let third = exactProduct(z.high, 1.0 / 3)
    let thirdLow = third.low + (z.high * 1.850371707708594e-17 + z.low * (1.0 / 3))
    let inner = exactSum(third.high, z.high * z.high * tail)
    let innerLow = inner.low + thirdLow

    let product = exactProduct(sHigh, inner.high)
    let productLow = product.low + (sHigh * innerLow + sLow * inner.high)
    let half = exactSum(sHigh, product.high)
    let halfLow = half.low + (sLow + productLow)

    let sum = exactSum(exponent * ln2High, 2 * half.high)
    return exactSum(sum.high, sum.low + (2 * halfLow + exponent * ln2Low))
  }

  /// Returns the rounded sum and what rounding lost.
  ///
  /// By Knuth's two-sum (*The Art of Computer Programming*, volume 2, §4.2.2, theorem B).
  private static func exactSum(_ a: Double, _ b: Double) -> Pair {
    let sum = a + b
    let bRounded = sum - a
    return (sum, (a - (sum - bRounded)) + (b - bRounded))
  }

  /// Returns the rounded product and what rounding lost.
  ///
  /// By Dekker's product with Veltkamp's splitting (Numerische Mathematik 18, 1971): a fused
  /// multiply-add would call the system's library on processors that lack it.
  private static func exactProduct(_ a: Double, _ b: Double) -> Pair {
    let product = a * b
    let (aHigh, aLow) = halves(a)
    let (bHigh, bLow) = halves(b)
    let error = ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow
    return (product, error)
  }

  private static func halves(_ a: Double) -> Pair {
    let scaled = a * 134_217_729  // 2²⁷ + 1
    let high = scaled - (scaled - a)
    return (high, a - high)
  }
}
