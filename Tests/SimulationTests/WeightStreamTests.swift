import EventKernel
import Quantities
import TestKit
import Testing

@testable import Simulation

@Suite struct WeightStreamTests {
  private static func layers(_ dice: inout Dice) -> [SimDuration] {
    let spans = (0..<Int.random(in: 1...12, using: &dice)).map { _ in
      Int64.random(in: 0...2_000_000_000, using: &dice)
    }
    var sum: Int64 = 0
    return spans.map { span in
      sum += span
      return SimDuration(nanoseconds: sum)
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `work waits for its layers and for nothing else`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let arrivals = Self.layers(&dice)
    let start = SimTime(nanoseconds: 5_000_000_000)
    let stream = WeightStream(start: start, arrivals: arrivals)
    let last = try #require(arrivals.last)
    #expect(stream.end == start + last)
    let work = SimDuration(nanoseconds: Int64.random(in: 0...9_000_000_000, using: &dice))
    let later = SimDuration(nanoseconds: Int64.random(in: 0...20_000_000_000, using: &dice))
    let now = start + later
    let duration = stream.duration(of: work, from: now)
    let missing = max(.zero, last - later)
    #expect(duration >= work)
    #expect(duration >= missing)
    #expect(duration <= missing + work)
    // Layer by layer: none begins before it is there or before the one ahead is done.
    let each = work.seconds / Double(arrivals.count)
    var free = 0.0
    for arrival in arrivals { free = max(free, (arrival - later).seconds) + each }
    #expect((duration.seconds - free).magnitude < 1e-6)
  }

  @Test func `one layer is all or nothing`() {
    let stream = WeightStream(start: SimTime(nanoseconds: 7), layers: 1, over: .seconds(3))
    #expect(stream.beginning == stream.end)
    #expect(stream.duration(of: .seconds(2), from: SimTime(nanoseconds: 7)) == .seconds(5))
    #expect(stream.duration(of: .seconds(2), from: stream.end) == .seconds(2))
  }
}
