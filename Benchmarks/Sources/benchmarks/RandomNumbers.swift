import EventKernel

extension Benchmark {
  /// What one draw costs, sampler by sampler.
  static let randomNumbers = Benchmark(
    name: "random-numbers", title: "Random numbers", unit: "draws",
    cases: [
      drawCase("64 bits") { Double($0.next()) },
      drawCase("uniform") { $0.uniform() },
      drawCase("whole number below 1000") { Double($0.integer(below: 1_000)) },
      drawCase("exponential") { $0.exponential(mean: 1) },
      drawCase("normal") { $0.normal() },
      drawCase("log-normal") { $0.logNormal(logMean: 0, logDeviation: 1) },
      drawCase("Zipf, 256 ranks") { Double(zipf.draw(from: &$0)) },
    ])

  private static let zipf = Categorical.zipf(count: 256, exponent: 1)

  private static func drawCase(
    _ name: String, _ draw: @escaping @Sendable (inout RandomStream) -> Double
  ) -> Case {
    let count = 1_000_000
    return Case(name: name, count: count) {
      var stream = RandomStream(seed: 1, purpose: .init("draws"))
      return {
        var sum = 0.0
        for _ in 0..<count { sum += draw(&stream) }
        precondition(sum > -.infinity, "sums are finite")
      }
    }
  }
}
