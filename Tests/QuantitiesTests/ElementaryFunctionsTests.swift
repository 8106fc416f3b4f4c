import Glibc
import Quantities
import Testing

/// The system's library, one bit off at most, is the reference; its own bits are never relied on.
@Suite struct ElementaryFunctionsTests {
  typealias Ours = ElementaryFunctions

  /// Numbers spread evenly over a range, the same on every run.
  static func numbers(_ range: ClosedRange<Double>, count: Int = 20_000) -> [Double] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let share = Double(state >> 11) * 0x1p-53
      return range.lowerBound + (range.upperBound - range.lowerBound) * share
    }
  }

  /// The largest relative difference between two functions over some numbers.
  static func worst(
    _ numbers: [Double], _ ours: (Double) -> Double, _ theirs: (Double) -> Double
  ) -> Double {
    numbers.map { x in
      let (a, b) = (ours(x), theirs(x))
      return a == b ? 0 : (a - b).magnitude / b.magnitude
    }.max() ?? .infinity
  }

  @Test(arguments: [-708.0...709, -1...1, -1e-6...1e-6])
  func `exp agrees with the system's library`(range: ClosedRange<Double>) {
    #expect(Self.worst(Self.numbers(range), Ours.exp, Glibc.exp) < 4.5e-16)
  }

  @Test(arguments: [1e-300...1e300, 0.5...2, 0.999...1.001, 0x1p-1070...0x1p-1022])
  func `log agrees with the system's library`(range: ClosedRange<Double>) {
    #expect(Self.worst(Self.numbers(range), Ours.log, Glibc.log) < 4.5e-16)
  }

  @Test(arguments: [-40.0...700, -1...1, -1e-8...1e-8])
  func `the small forms agree with the system's library`(range: ClosedRange<Double>) {
    let numbers = Self.numbers(range)
    #expect(Self.worst(numbers, Ours.expMinusOne, Glibc.expm1) < 1e-15)
    let aboveMinusOne = numbers.map { $0.magnitude - (range.lowerBound > -2 ? 0.5e-8 : 0.999) }
    #expect(Self.worst(aboveMinusOne, Ours.logOnePlus, Glibc.log1p) < 1e-15)
  }

  @Test(arguments: [-300.0, -7.5, -1, -0.3, 1e-9, 0.5, 1.0 / 3, 2, 17, 100.25])
  func `power agrees with the system's library`(exponent: Double) {
    let limit = min(700 / exponent.magnitude, 300)
    let bases = Self.numbers(-limit...limit).map(Glibc.exp)
    #expect(
      Self.worst(bases, { Ours.power($0, exponent) }, { Glibc.pow($0, exponent) }) < 6e-16)
  }

  @Test func `power treats special cases as IEEE 754 does`() {
    let specials = [
      0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 2.5, -2.5, 1e300, -1e300, 1e-300, .infinity,
      -.infinity, .nan, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ]
    for base in specials {
      for exponent in specials {
        let ours = Ours.power(base, exponent)
        let theirs = Glibc.pow(base, exponent)
        let agrees =
          ours.isNaN && theirs.isNaN || ours.bitPattern == theirs.bitPattern
          || ours / theirs > 1 - 6e-16 && ours / theirs < 1 + 6e-16
        #expect(agrees, "\(base) to the power of \(exponent)")
      }
    }
  }

  @Test func `whole powers of small numbers are exact`() {
    #expect(Ours.powerInteger(3, 16) == 43_046_721)
    #expect(Ours.powerInteger(10, 15) == 1e15)
    #expect(Ours.powerInteger(2, -10) == 1.0 / 1024)
    #expect(Ours.powerInteger(-2, 63) == -0x1p63)
    #expect(Ours.powerInteger(0.5, 1074) == .leastNonzeroMagnitude)
    #expect(Ours.powerInteger(0, 0) == 1)
  }

  @Test func `the edges of exp and log are those of the format`() {
    #expect(Ours.exp(0) == 1)
    #expect(Ours.exp(710) == .infinity)
    #expect(Ours.exp(-746) == 0)
    #expect(Ours.exp(-745.1) == .leastNonzeroMagnitude)
    #expect(Ours.exp(709.78) == Glibc.exp(709.78))
    #expect(Ours.exp(.nan).isNaN)
    #expect(Ours.log(1) == 0)
    #expect(Ours.log(0) == -.infinity)
    #expect(Ours.log(-1).isNaN)
    #expect(Ours.log(.infinity) == .infinity)
    #expect(Ours.logOnePlus(-1) == -.infinity)
    #expect(Ours.expMinusOne(800) == .infinity)
    #expect(Ours.expMinusOne(-800) == -1)
  }

  @Test func `the normal quantile has the percentage points of its tables`() {
    // Wichura 1988, test values of PPND16.
    #expect((Ours.normalQuantile(0.25) - -0.6744897501960817).magnitude < 1e-15)
    #expect((Ours.normalQuantile(0.001) - -3.090232306167814).magnitude < 4e-15)
    #expect((Ours.normalQuantile(1e-20) - -9.262340089798408).magnitude < 1e-14)
    #expect(Ours.normalQuantile(0.5) == 0)
    #expect(Ours.normalQuantile(0) == -.infinity)
    #expect(Ours.normalQuantile(1) == .infinity)
  }

  @Test func `the normal quantile undoes the distribution function`() {
    // A relative error e in the deviate z changes the probability by the factor 1 + z² e.
    let tails = (1...300).map { Glibc.pow(10, -Double($0)) }
    for p in Self.numbers(1e-16...1) + tails {
      let z = Ours.normalQuantile(p)
      let back = 0.5 * Glibc.erfc(-z / 2.squareRoot())
      #expect((back - p).magnitude <= 1e-15 * (2 + z * z) * p, "\(p)")
    }
  }

  @Test func `the normal distribution function agrees with the system's library`() {
    for x in Self.numbers(-38...38) {
      let reference = 0.5 * Glibc.erfc(-x / 2.squareRoot())
      #expect((Ours.normalCumulative(x) - reference).magnitude < 1.5e-15, "\(x)")
    }
    #expect(Ours.normalCumulative(-.infinity) == 0)
    #expect(Ours.normalCumulative(.infinity) == 1)
    #expect(Ours.normalCumulative(0) == 0.5)
  }

  @Test func `a share outside zero to one is a programmer error`() async {
    await #expect(processExitsWith: .failure) {
      #expect(ElementaryFunctions.normalQuantile(1.5) > 0)
    }
  }

  /// The same constant in debug and in release, on every processor.
  @Test func `every bit is the same on every machine`() {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for x in Self.numbers(-700...700, count: 5_000) {
      let share = x.magnitude / 700
      let results = [
        Ours.exp(x), Ours.log(x.magnitude), Ours.expMinusOne(share), Ours.logOnePlus(share),
        Ours.power(share, x / 100), Ours.powerInteger(share, Int(x) / 10),
        Ours.normalQuantile(share), Ours.normalCumulative(x / 50),
      ]
      for result in results { hash = (hash ^ result.bitPattern) &* 0x0000_0100_0000_01B3 }
    }
    #expect(hash == 17_591_872_878_267_429_248)
  }
}
