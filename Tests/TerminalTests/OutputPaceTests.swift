import Testing

@testable import Terminal

struct OutputPaceTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `no more goes out than the rate and a quarter of a second at once`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let start = ContinuousClock.now
    var now = start
    var pace = OutputPace(bytesPerSecond: 2000, now: start)
    var sent = 0
    for _ in 0..<500 {
      now += .milliseconds(random.int(in: 0...40))
      let bytes = min(pace.grant(now: now), random.int(in: 0...300))
      pace.spend(bytes)
      sent += bytes
      #expect(Double(sent) <= 2000 * ((now - start) / .seconds(1)) + 500)
    }
  }

  @Test func `the pause is long enough to make sending worth while, and no longer`() {
    let start = ContinuousClock.now
    var pace = OutputPace(bytesPerSecond: 2000, now: start)
    #expect(pace.delay(now: start) == .zero)
    pace.spend(pace.grant(now: start))
    let pause = pace.delay(now: start)
    #expect(pause > .zero)
    #expect(pause <= .milliseconds(126))
    #expect(pace.grant(now: start + pause) >= 249)
    #expect(pace.delay(now: start + pause) < .milliseconds(1))
  }
}
