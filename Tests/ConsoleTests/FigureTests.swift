import Canvas
import Quantities
import Testing

@testable import Console

@Suite struct FigureTests {
  private static let values: [Double] = [
    0, 0.001, 0.4, 0.994, 1, 9.99, 9.996, 12, 99.94, 99.96, 512, 999.4, 999.6, 1234, 34_812,
    99_949, 99_951, 999_499, 999_501, 1.2e6, 7.18e11,
  ]

  @Test func `figures of a kind are equally wide`() {
    for value in Self.values {
      #expect(Figure.compact(value).columns == 6, "\(value)")
      #expect(Figure.compact(value, "h").columns == 7, "\(value)")
      #expect(Figure.compact(value, "tok/s").columns == 12, "\(value)")
      #expect(Figure.bytes(Bytes(rounding: value * 1e3)).columns == 9, "\(value)")
    }
    for value in Self.values where value < 1e7 {
      #expect(Figure.duration(value).columns == 8, "\(value)")
      #expect(Figure.bandwidth(value * 1e6).columns == 10, "\(value)")
    }
    for share in [-0.99, -0.5, -0.001, 0, 0.001, 0.39, 1, 5.5, 80] {
      #expect(Figure.change(share).columns == 6, "\(share)")
    }
    for share in [0, 0.004, 0.0999, 0.5, 1] {
      #expect(Figure.percent(share).columns == 5)
      #expect(Figure.finePercent(share).columns == 6)
    }
  }

  @Test func `figures read as an engineer writes them`() {
    #expect(Figure.compact(34_812) == "34.8 K")
    #expect(Figure.compact(512) == " 512  ")
    #expect(Figure.compact(34_812, "tok/s") == "34.8 K tok/s")
    #expect(Figure.compact(512, "tok/s") == " 512 tok/s  ")
    #expect(Figure.compact(1.8, "h") == "1.80 h ")
    #expect(Figure.change(0.394) == " +39 %")
    #expect(Figure.change(-0.28) == " −28 %")
    #expect(Figure.change(0) == "  ±0 %")
    #expect(Figure.duration(859.68) == " 859.7 s")
    #expect(Figure.duration(0.0312) == " 31.2 ms")
    #expect(Figure.clock(6127) == "01:42:07")
    #expect(Figure.shortClock(2527) == "42:07")
    #expect(Figure.bytes(.gibi(21.9)) == " 21.9 GiB")
    #expect(Figure.bandwidth(142e9) == "  142 GB/s")
    #expect(Figure.speed(600) == "×600")
    #expect(Figure.speed(.infinity) == "×max")
  }
}
