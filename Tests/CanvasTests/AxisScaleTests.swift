import Canvas
import TestKit
import Testing

struct AxisScaleTests {
  @Test(arguments: 0..<500 as Range<UInt64>)
  func `a scale covers its values in few round steps`(seed: UInt64) {
    var random = Dice(state: seed)
    let size = [1e-9, 1e-3, 1, 40, 1e5, 1e12][random.int(in: 0...5)]
    let values = (0..<random.int(in: 0...5)).map { _ in (random.share() * 2 - 0.7) * size }
    let ticks = random.int(in: 1...8)
    let zero = random.int(in: 0...1) == 0
    let scale = AxisScale(covering: values, ticks: ticks, includingZero: zero)
    #expect(scale.lower < scale.upper)
    #expect(values.allSatisfy { -1e-9...1 + 1e-9 ~= scale.share(of: $0) })
    #expect(scale.ticks.count <= max(2, ticks) + 1)
    #expect(scale.ticks.count >= 2)
    if zero { #expect(-1e-9...1 + 1e-9 ~= scale.share(of: 0)) }
    var mantissa = scale.step
    while mantissa < 0.99 { mantissa *= 10 }
    while mantissa > 9.9 { mantissa /= 10 }
    #expect([1.0, 2, 5].contains { abs($0 - mantissa) < 1e-6 })
  }

  @Test func `labels of one scale differ, and all have the precision of the step`() {
    #expect(labels([0, 34_800]) == ["0", "10K", "20K", "30K", "40K"])
    #expect(labels([0, 0.7]) == ["0.0", "0.2", "0.4", "0.6", "0.8"])
    #expect(labels([0, 1_400_000]) == ["0.0", "0.5M", "1.0M", "1.5M"])
    #expect(labels([-1, 2.5]) == ["-1", "0", "1", "2", "3"])
    #expect(labels([0, 100]) == ["0", "50", "100"])
  }

  @Test func `nonsense gives a scale all the same`() {
    for values in [[], [.nan], [.infinity, -.infinity], [0], [7], [-7], [1e308, -1e308]] {
      for zero in [false, true] {
        let scale = AxisScale(covering: values as [Double], ticks: 4, includingZero: zero)
        #expect(scale.lower < scale.upper)
        #expect(scale.ticks.count >= 2)
      }
    }
  }

  private func labels(_ values: [Double]) -> [String] {
    let scale = AxisScale(covering: values, ticks: 4)
    return scale.ticks.map { scale.label(for: $0) }
  }
}
