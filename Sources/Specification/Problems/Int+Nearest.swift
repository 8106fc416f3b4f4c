extension Int {
  /// The nearest positive number that fits, the smaller of two equally near.
  ///
  /// - Complexity: O(distance), at most this number's own size.
  func nearest(_ fits: (Int) -> Bool) -> Int? {
    for distance in 0..<Swift.max(self, 1) {
      if self > distance, fits(self - distance) { return self - distance }
      if fits(self + distance) { return self + distance }
    }
    return nil
  }

  /// The nearest number that fits, as a remedy.
  func nearestText(_ key: String, _ verb: String, _ fits: (Int) -> Bool) -> String {
    nearest(fits).map { "\(key) \($0) \(verb)" } ?? "lower \(key)"
  }

  /// The nearest divisors of a number, below and above this one, as a remedy.
  func nearestDivisors(of number: Int, _ key: String? = nil) -> String {
    let lower = stride(from: Swift.min(self, number), to: 0, by: -1).first { number % $0 == 0 }
    let upper = self < number ? (self...number).first { number % $0 == 0 } : nil
    let found = [lower, upper].compactMap { $0 }.map { "\($0)" }.joined(separator: " or ")
    return "write \(key.map { "\($0) " } ?? "")\(found)"
  }
}
