import Quantities
import Testing

@Test func `bytes over a bandwidth are seconds`() {
  #expect(Bytes.giga(196) / .gigabytesPerSecond(196) == Seconds(1))
}

@Test func `work over a rate is seconds`() {
  #expect(FLOPs(376e12) / .tera(376) == Seconds(1))
}

@Test(
  arguments: [
    (0.0, "0 B"), (1023, "1023 B"), (1536, "1.5 KiB"), (0x1p36, "64.0 GiB"),
    (0x1p40 * 500, "500 TiB"),
  ] as [(Double, String)])
func `an amount is told in its largest unit`(count: Double, text: String) {
  #expect(Bytes(rounding: count).description == text)
}

@Test(
  arguments: [
    (1.25, 1, "1.3"), (-0.04, 1, "0.0"), (12.0, 0, "12"), (0.005, 3, "0.005"),
    (-3.14159, 2, "-3.14"),
    (.infinity, 2, "inf"),
  ] as [(Double, Int, String)])
func `a number is written with fixed decimals`(value: Double, decimals: Int, text: String) {
  #expect(value.fixed(decimals) == text)
}

@Test func `simulated time is rounded once, to the nearest nanosecond`() {
  #expect(SimDuration(Seconds(1.4e-9)).nanoseconds == 1)
  #expect(SimTime.seconds(2) - SimTime.seconds(0.5) == SimDuration.seconds(1.5))
}

@Test func `a clock overflow is a programmer error`() async {
  await #expect(processExitsWith: .failure) {
    print(SimTime.distantFuture + SimDuration(nanoseconds: 1))
  }
}

@Test func `an endless span is a programmer error`() async {
  await #expect(processExitsWith: .failure) {
    print(SimDuration(Seconds(.infinity)))
  }
}
