import Quantities
import Telemetry
import TestKit
import Testing

@Suite struct LatencyHistogramTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `quantiles are those of the sorted values, within eight in a thousand`(seed: UInt64) {
    var dice = Dice(state: seed)
    var histogram = LatencyHistogram()
    var values: [Int64] = []
    let most = Int64(1) << Int64.random(in: 3...50, using: &dice)
    for _ in 0..<Int.random(in: 1...3000, using: &dice) {
      let value = Int64.random(in: 0...most, using: &dice)
      values.append(value)
      histogram.add(SimDuration(nanoseconds: value))
    }
    values.sort()
    for share in [0, 0.01, 0.5, 0.95, 0.99, 1] {
      let rank = min(values.count, max(1, Int((share * Double(values.count)).rounded(.up))))
      let exact = Double(values[rank - 1])
      let told = histogram.quantile(share).value * 1e9
      // A bucket is a 128th of its value, or a nanosecond.
      #expect(abs(told - exact) <= exact / 128 + 1, "share \(share)")
    }
    let sum = values.reduce(0, +)
    #expect(abs(histogram.total * 1e9 / Double(sum) - 1) < 1e-12 || sum == 0)
    #expect(abs(histogram.longest.value * 1e9 - Double(values.last ?? 0)) < 0.5)
    #expect(histogram.count == values.count)
  }

  @Test func `an empty histogram tells zeros`() {
    let histogram = LatencyHistogram()
    #expect(histogram.mean == .zero)
    #expect(histogram.quantile(0.99) == .zero)
    #expect(histogram.longest == .zero)
  }
}
