import EventKernel
import Quantities
import Testing

@Suite struct SamplerTests {
  static let draws = 20_000

  static func sample(
    _ seed: UInt64, _ draw: (inout RandomStream) -> Double
  ) -> (values: [Double], mean: Double, deviation: Double) {
    var stream = RandomStream(seed: seed, purpose: .init("sampler"))
    let values = (0..<draws).map { _ in draw(&stream) }
    #expect(stream.position == UInt64(draws), "one number a draw")
    let mean = values.reduce(0, +) / Double(draws)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (values, mean, (squares / Double(draws)).squareRoot())
  }

  /// The largest distance between the distribution of values and that of a formula, times √n.
  ///
  /// Kolmogorov's statistic, beyond 2.3 once in 20,000 times.
  static func distance(_ values: [Double], _ cumulative: (Double) -> Double) -> Double {
    let count = Double(values.count)
    let largest = values.sorted().enumerated().map { rank, value in
      let share = cumulative(value)
      return max(share - Double(rank) / count, Double(rank + 1) / count - share)
    }.max()
    return (largest ?? .infinity) * count.squareRoot()
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `numbers follow their distributions`(seed: UInt64) {
    let uniform = Self.sample(seed) { $0.uniform() }
    #expect(Self.distance(uniform.values) { $0 } < 2.3)
    #expect(uniform.values.allSatisfy { 0 <= $0 && $0 < 1 })

    let inside = Self.sample(seed) { $0.uniformInside() }
    #expect(Self.distance(inside.values) { $0 } < 2.3)
    #expect(inside.values.allSatisfy { 0 < $0 && $0 < 1 })

    let exponential = Self.sample(seed) { $0.exponential(mean: 3) }
    #expect(Self.distance(exponential.values) { -ElementaryFunctions.expMinusOne(-$0 / 3) } < 2.3)

    let normal = Self.sample(seed) { $0.normal() }
    #expect(Self.distance(normal.values, ElementaryFunctions.normalCumulative) < 2.3)

    let logNormal = Self.sample(seed) { $0.logNormal(logMean: 2, logDeviation: 0.7) }
    let distance = Self.distance(logNormal.values) {
      ElementaryFunctions.normalCumulative((ElementaryFunctions.log($0) - 2) / 0.7)
    }
    #expect(distance < 2.3)
  }

  @Test(arguments: [1, 2, 3, 7, 100, 1 << 40, Int.max])
  func `whole numbers below a bound are equally likely`(bound: Int) {
    let sample = Self.sample(1) { Double($0.integer(below: bound)) }
    #expect(sample.values.allSatisfy { 0 <= $0 && $0 <= Double(bound - 1) })
    let middle = Double(bound - 1) / 2
    let error = Double(bound) / Double(12 * Self.draws).squareRoot()
    #expect((sample.mean - middle).magnitude <= 4.4 * error)
    if bound <= 100 {
      var counts = [Int](repeating: 0, count: bound)
      for value in sample.values { counts[Int(value)] += 1 }
      #expect(bound == 1 || RandomStreamTests.deviation(of: counts).magnitude < 4.8)
    }
  }

  @Test func `chances come true as often as they say`() {
    for probability in [0, 0.1, 0.5, 0.97, 1] {
      let sample = Self.sample(2) { $0.chance(probability) ? 1 : 0 }
      let error = (probability * (1 - probability) / Double(Self.draws)).squareRoot()
      #expect((sample.mean - probability).magnitude <= 4.4 * error)
    }
  }

  @Test(arguments: [[1.0], [1, 1], [0, 1, 0], [5, 1, 3, 0, 1], [1e-9, 1, 1e3]])
  func `a choice follows its weights`(weights: [Double]) {
    let choice = Categorical(weights: weights)
    let sample = Self.sample(3) { Double(choice.draw(from: &$0)) }
    for (place, weight) in weights.enumerated() {
      let share = weight / weights.reduce(0, +)
      let drawn = Double(sample.values.count { $0 == Double(place) }) / Double(Self.draws)
      let error = (share * (1 - share) / Double(Self.draws)).squareRoot()
      #expect((drawn - share).magnitude <= 4.4 * error + 1e-15)
    }
  }

  @Test func `the second rank of a Zipf choice comes half as often as the first`() {
    let choice = Categorical.zipf(count: 1_000, exponent: 1)
    let sample = Self.sample(4) { Double(choice.draw(from: &$0)) }
    let counts = (0..<3).map { rank in Double(sample.values.count { $0 == Double(rank) }) }
    let harmonic = (1...1_000).reduce(0) { $0 + 1 / Double($1) }
    for (rank, count) in counts.enumerated() {
      let expected = Double(Self.draws) / harmonic / Double(rank + 1)
      #expect((count - expected).magnitude < 4.4 * expected.squareRoot())
    }
  }

  @Test(arguments: [0, 0.3, 0.8, 1])
  func `members of a group are correlated as asked`(correlation: Double) {
    let model = GroupCorrelation(correlation)
    var stream = RandomStream(seed: 9, purpose: .init("groups"))
    var products = 0.0
    var members: [Double] = []
    for _ in 0..<Self.draws {
      let group = stream.normal()
      let first = model.deviate(group: group, member: stream.normal())
      let second = model.deviate(group: group, member: stream.normal())
      products += first * second
      members.append(first)
    }
    #expect(Self.distance(members, ElementaryFunctions.normalCumulative) < 2.3)
    let error = ((1 + correlation * correlation) / Double(Self.draws)).squareRoot()
    #expect((products / Double(Self.draws) - correlation).magnitude < 4.4 * error)
  }

  /// Means after the cut, deviations of the logarithm and caps, from hardly cut to mostly cut.
  static let cappedCases: [(mean: Double, deviation: Double, cap: Double)] = [
    (3_000, 0.8, 32_768), (12_000, 1.1, 16_384), (100, 0, 200), (16_000, 0.5, 16_384),
    (1, 3, 1_000), (700, 0.01, 701),
  ]

  @Test(arguments: cappedCases)
  func `a capped log-normal has the mean it was asked for`(
    mean: Double, deviation: Double, cap: Double
  ) {
    let lengths = CappedLogNormal(mean: mean, logDeviation: deviation, cap: cap)
    #expect((lengths.mean / mean - 1).magnitude < 1e-9)
    let sample = Self.sample(5) { lengths.value(at: $0.normal()) }
    let error = sample.deviation / Double(Self.draws).squareRoot()
    #expect((sample.mean - mean).magnitude < 4.4 * error + 1e-9 * mean)
    #expect(sample.values.allSatisfy { 0 < $0 && $0 <= cap })
    let atCap = Double(sample.values.count { $0 == cap }) / Double(Self.draws)
    let share = lengths.shareAtCap
    #expect(
      (atCap - share).magnitude < 4.4 * (share * (1 - share) / Double(Self.draws)).squareRoot()
        + 1e-9)
  }

  @Test func `a mean beyond the cap is a programmer error`() async {
    await #expect(processExitsWith: .failure) {
      #expect(CappedLogNormal(mean: 11, logDeviation: 1, cap: 10).cap == 10)
    }
  }
}
