extension ElementaryFunctions {
  /// Returns the standard normal deviate below which a share `probability` of all lie.
  ///
  /// By algorithm AS 241, routine PPND16 (M. J. Wichura, "The percentage points of the normal
  /// distribution", Applied Statistics 37, 1988, pp. 477-484), right to about
  /// 15 digits. Minus infinity at 0, infinity at 1.
  ///
  /// - Precondition: `probability` lies in 0...1.
  public static func normalQuantile(_ probability: Double) -> Double {
    precondition(
      probability >= 0 && probability <= 1, "a probability lies in 0...1, not \(probability)")
    let q = probability - 0.5
    if q.magnitude <= 0.425 {
      let r = 0.180625 - q * q
      return q * centralNumerator(r) / centralDenominator(r)
    }
    let tail = q < 0 ? probability : 1 - probability
    guard tail > 0 else { return q < 0 ? -.infinity : .infinity }
    let r = (-log(tail)).squareRoot()
    let magnitude = r <= 5 ? middleRatio(r - 1.6) : farRatio(r - 5)
    return q < 0 ? -magnitude : magnitude
  }

  /// Returns the share of standard normal deviates below `x`.
  ///
  /// By Hart's rational approximation 5666 (J. F. Hart et al., *Computer Approximations*, 1968, in
  /// the form of G. West, "Better approximations to cumulative normal functions", Wilmott, 2005),
  /// with an absolute error of about 1e-15.
  public static func normalCumulative(_ x: Double) -> Double {
    guard x == x else { return x }
    let distance = x.magnitude
    guard distance < 38 else { return x < 0 ? 0 : 1 }
    let density = exp(-0.5 * distance * distance)
    let tail: Double
    if distance < 7.07106781186547 {
      tail = density * hartNumerator(distance) / hartDenominator(distance)
    } else {
      var fraction = distance + 0.65
      for level in stride(from: 4.0, through: 1, by: -1) { fraction = distance + level / fraction }
      tail = density / (fraction * 2.506628274631000502)
    }
    return x < 0 ? tail : 1 - tail
  }

  private static func centralNumerator(_ r: Double) -> Double {
    var p = 2.5090809287301226727e+3
    p = p * r + 3.3430575583588128105e+4
    p = p * r + 6.7265770927008700853e+4
    p = p * r + 4.5921953931549871457e+4
    p = p * r + 1.3731693765509461125e+4
    p = p * r + 1.9715909503065514427e+3
    p = p * r + 1.3314166789178437745e+2
    return p * r + 3.3871328727963666080
  }

  private static func centralDenominator(_ r: Double) -> Double {
    var p = 5.2264952788528545610e+3
    p = p * r + 2.8729085735721942674e+4
    p = p * r + 3.9307895800092710610e+4
    p = p * r + 2.1213794301586595867e+4
    p = p * r + 5.3941960214247511077e+3
    p = p * r + 6.8718700749205790830e+2
    p = p * r + 4.2313330701600911252e+1
    return p * r + 1
  }

  private static func middleRatio(_ r: Double) -> Double {
    var p = 7.74545014278341407640e-4
    p = p * r + 2.27238449892691845833e-2
    p = p * r + 2.41780725177450611770e-1
    p = p * r + 1.27045825245236838258
    p = p * r + 3.64784832476320460504
    p = p * r + 5.76949722146069140550
    p = p * r + 4.63033784615654529590
    p = p * r + 1.42343711074968357734
    var q = 1.05075007164441684324e-9
    q = q * r + 5.47593808499534494600e-4
    q = q * r + 1.51986665636164571966e-2
    q = q * r + 1.48103976427480074590e-1
    q = q * r + 6.89767334985100004550e-1
    q = q * r + 1.67638483018380384940
    q = q * r + 2.05319162663775882187
    return p / (q * r + 1)
  }

  private static func farRatio(_ r: Double) -> Double {
    var p = 2.01033439929228813265e-7
    p = p * r + 2.71155556874348757815e-5
    p = p * r + 1.24266094738807843860e-3
    p = p * r + 2.65321895265761230930e-2
    p = p * r + 2.96560571828504891230e-1
    p = p * r + 1.78482653991729133580
    p = p * r + 5.46378491116411436990
    p = p * r + 6.65790464350110377720
    var q = 2.04426310338993978564e-15
    q = q * r + 1.42151175831644588870e-7
    q = q * r + 1.84631831751005468180e-5
    q = q * r + 7.86869131145613259100e-4
    q = q * r + 1.48753612908506148525e-2
    q = q * r + 1.36929880922735805310e-1
    q = q * r + 5.99832206555887937690e-1
    return p / (q * r + 1)
  }

  private static func hartNumerator(_ x: Double) -> Double {
    var p = 3.52624965998911e-02
    p = p * x + 0.700383064443688
    p = p * x + 6.37396220353165
    p = p * x + 33.912866078383
    p = p * x + 112.079291497871
    p = p * x + 221.213596169931
    return p * x + 220.206867912376
  }

  private static func hartDenominator(_ x: Double) -> Double {
    var p = 8.83883476483184e-02
    p = p * x + 1.75566716318264
    p = p * x + 16.064177579207
    p = p * x + 86.7807322029461
    p = p * x + 296.564248779674
    p = p * x + 637.333633378831
    p = p * x + 793.826512519948
    return p * x + 440.413735824752
  }
}
