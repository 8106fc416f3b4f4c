import TestKit
import Testing

@testable import Terminal

struct OutputPaceTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `no window of a second or of five holds more than the rate has for it`(seed: UInt64) {
    var dice = Dice(state: seed)
    let start = ContinuousClock.now
    var now = start
    var pace = OutputPace(bytesPerSecond: 2000, now: start)
    var sent: [(time: Duration, bytes: Int)] = []
    for _ in 0..<1000 {
      now += .milliseconds(Int.random(in: 0...40, using: &dice))
      let bytes = min(pace.grant(now: now), Int.random(in: 0...900, using: &dice))
      pace.spend(bytes)
      sent.append((now - start, bytes))
    }
    #expect(sent.reduce(0) { $0 + $1.bytes } > 30_000)
    for (first, _) in sent {
      for seconds in [1, 5] {
        let end = first + .seconds(seconds)
        let inside = sent.filter { first <= $0.time && $0.time <= end }
        #expect(inside.reduce(0) { $0 + $1.bytes } <= 2000 * seconds)
      }
    }
  }

  @Test func `the pause is long enough to make sending worth while, and no longer`() {
    let start = ContinuousClock.now
    var pace = OutputPace(bytesPerSecond: 2000, now: start)
    #expect(pace.delay(now: start) == .zero)
    pace.spend(pace.grant(now: start))
    let pause = pace.delay(now: start)
    #expect(pause > .zero)
    #expect(pause <= .milliseconds(251))
    #expect(pace.grant(now: start + pause) >= 250)
    #expect(pace.delay(now: start + pause) < .milliseconds(1))
  }
}
