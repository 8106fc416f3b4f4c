import TestKit
import Testing

@testable import Specification

@Suite struct UnitSystemTests {
  static let all: [UnitSystem] = [
    .memory, .bandwidth, .compute, .latency, .instant, .power, .share, .number,
  ]

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `an amount is read back to the last bit`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    for system in Self.all {
      for _ in 0..<20 {
        let unit = dice.pick(system.units)
        let rounded = Double(dice.int(in: 0...99_999)) / Double(dice.pick([1, 10, 100]))
        let value = unit.times(dice.flag() ? rounded : dice.real(1e-3...1e6))
        #expect(try system.read(system.write(value)).value == value)
      }
    }
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `a whole amount is read back to the last unit`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    for system in [UnitSystem.memory, .instant] {
      for _ in 0..<20 {
        let value = Int64(bitPattern: dice.next() >> UInt64(dice.int(in: 1...40)))
        #expect(try system.read(system.write(whole: value)).whole == value)
      }
    }
  }

  @Test(arguments: [
    ("64 GiB", 0x1p36), ("64GiB", 0x1p36), ("0.5 TB", 5e11), ("1_000 B", 1e3), ("1e3 MB", 1e9),
    ("1.5e+1 kB", 15_000.0), ("+2 B", 2.0), ("-2 B", -2.0), ("3   MiB", 3_145_728.0),
  ])
  func `amounts are read as they are written by hand`(text: String, bytes: Double) throws {
    #expect(try UnitSystem.memory.read(text).value == bytes)
  }

  @Test(arguments: ["", "GiB", "nan GiB", "inf", "1..2 B", "1. B", "-", ".", "_1 B", "é"])
  func `what is no number is told`(text: String) {
    #expect {
      try UnitSystem.memory.read(text)
    } throws: { error in
      if case UnitSystem.Mismatch.noNumber = error { true } else { false }
    }
  }

  @Test func `micro is written with any of its letters`() throws {
    for text in ["1.9 us", "1.9 µs", "1.9 μs", "1.9us"] {
      #expect(try UnitSystem.latency.read(text).value == 1.9 * 1e-6)
    }
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("+5", 5), ("32_000", 32_000), ("007", 7),
    ("9223372036854775807", Int.max),
  ])
  func `whole numbers are read as they are written by hand`(text: String, value: Int) throws {
    #expect(Int(exactly: try #require(WholeNumber(text))) == value)
  }

  @Test(arguments: ["", "-", "1.0", "1e3", "_1", "1_", "0x1", "１", " 1", "+-1"])
  func `what is no whole number is not read`(text: String) {
    #expect(WholeNumber(text) == nil)
  }

  @Test func `a number beyond 64 bits is a number, but none that fits`() throws {
    let number = try #require(WholeNumber("18446744073709551616"))
    #expect(Int(exactly: number) == nil)
    #expect(UInt64(exactly: number) == nil)
    #expect(UInt64(exactly: try #require(WholeNumber("18446744073709551615"))) == .max)
  }
}
