import TestKit
import Quantities
import Telemetry
import Testing

@Suite struct SeriesTests {
  @Test(arguments: 0..<30 as Range<UInt64>)
  func `merging neighbours keeps the area under the curve`(seed: UInt64) {
    var dice = Dice(state: seed)
    var coarse = Series(bucket: .seconds(1), limit: 8)
    var now = SimTime.zero
    var area = 0.0
    var value = 0.0
    for _ in 0..<60 {
      let span = SimDuration(nanoseconds: Int64.random(in: 1...9_000_000_000, using: &dice))
      area += value * span.seconds
      now = now + span
      value = Double.random(in: 0...100, using: &dice)
      coarse.set(value, at: now)
    }
    let rest = coarse.bucket.seconds * Double(coarse.means.count + 1) - now.seconds
    coarse.advance(to: now + .seconds(rest))
    area += value * rest
    let sum = coarse.means.reduce(0, +) * coarse.bucket.seconds
    #expect(abs(sum - area) < 1e-6 * max(1, area))
    #expect(coarse.means.count <= 8)
  }

  @Test func `a bucket holds the mean over its span`() {
    var series = Series(bucket: .seconds(2))
    series.set(10, at: .seconds(1))
    series.advance(to: .seconds(4))
    #expect(series.means == [5, 10])
  }

  @Test func `a series can be led to the end of time`() {
    var series = Series()
    series.set(3, at: .seconds(10))
    series.advance(to: .distantFuture)
    #expect(series.means.allSatisfy { (0...3).contains($0) })
    #expect(series.current == 3)
  }
}
