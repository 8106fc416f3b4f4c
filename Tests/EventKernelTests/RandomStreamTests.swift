import EventKernel
import Testing

/// Statistics over fixed seeds: each bound is one that a fair stream breaks about once in 10⁵ times,
/// and the outcome never changes.
@Suite struct RandomStreamTests {
  static func stream(_ seed: UInt64, index: Int = 0) -> RandomStream {
    RandomStream(seed: seed, purpose: .init("test"), index: index)
  }

  /// How far counts lie from equal shares, in standard deviations of chi-squared.
  static func deviation(of counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    let chiSquared = counts.reduce(0) { sum, count in
      let difference = Double(count) - expected
      return sum + difference * difference / expected
    }
    let freedom = Double(counts.count - 1)
    return (chiSquared - freedom) / (2 * freedom).squareRoot()
  }

  /// The correlation of two series, in standard errors.
  static func correlation(_ first: [Double], _ second: [Double]) -> Double {
    let sum = zip(first, second).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) }
    return sum * 12 / Double(first.count).squareRoot()
  }

  @Test func `the cipher gives the published blocks`() {
    // Random123 1.14, tests/kat_vectors, philox2x64-10.
    let zeros = Philox.block(counter: (0, 0), key: 0)
    #expect(zeros == (0xCA00_A045_9843_D731, 0x66C2_4222_C9A8_45B5))
    let ones = Philox.block(counter: (.max, .max), key: .max)
    #expect(ones == (0x65B0_21D6_0CD8_310F, 0x4D02_F322_2F86_DF20))
    let digits = Philox.block(
      counter: (0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344), key: 0xA409_3822_299F_31D0)
    #expect(digits == (0x0A5E_742C_2997_341C, 0xB0F8_83D3_8000_DE5D))
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `one stream is uniform`(seed: UInt64) {
    var stream = Self.stream(seed)
    var counts = [Int](repeating: 0, count: 256)
    var pairs = [Int](repeating: 0, count: 256)
    for _ in 0..<20_000 {
      let word = stream.next()
      counts[Int(word >> 56)] += 1
      pairs[Int(word & 15) << 4 | Int(stream.next() & 15)] += 1
    }
    #expect(Self.deviation(of: counts).magnitude < 4.8)
    #expect(Self.deviation(of: pairs).magnitude < 4.8)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `the first numbers of neighbouring streams are uniform and independent`(seed: UInt64) {
    var counts = [Int](repeating: 0, count: 256)
    var firsts: [Double] = []
    for index in 0..<20_000 {
      var stream = Self.stream(seed, index: index)
      let value = stream.uniform()
      counts[Int(value * 256)] += 1
      firsts.append(value)
    }
    #expect(Self.deviation(of: counts).magnitude < 4.8)
    #expect(Self.correlation(firsts, Array(firsts.dropFirst()) + firsts.prefix(1)).magnitude < 4.4)
  }

  @Test func `every bit is set half of the time`() {
    var stream = Self.stream(11)
    var counts = [Int](repeating: 0, count: 64)
    for _ in 0..<20_000 {
      let word = stream.next()
      for bit in 0..<64 { counts[bit] += Int(word >> UInt64(bit) & 1) }
    }
    // The standard deviation is 71.
    for count in counts { #expect((count - 10_000).magnitude < 340) }
  }

  @Test func `streams that differ in one of seed, purpose and index are independent`() {
    let streams = [
      RandomStream(seed: 1, purpose: .init("a"), index: 0),
      RandomStream(seed: 2, purpose: .init("a"), index: 0),
      RandomStream(seed: 1, purpose: .init("b"), index: 0),
      RandomStream(seed: 1, purpose: .init("a"), index: 1),
      RandomStream(seed: 1, purpose: .init("a"), index: 1 << 32),
      RandomStream(seed: 1, purpose: .init("a")).substream(0),
      RandomStream(seed: 1, purpose: .init("a")).substream(1),
      RandomStream(seed: 1, purpose: .init("a"), index: 1).substream(1),
    ]
    let series = streams.map { stream in
      var stream = stream
      return (0..<10_000).map { _ in stream.uniform() }
    }
    for (position, first) in series.enumerated() {
      for second in series[..<position] {
        #expect(Self.correlation(first, second).magnitude < 4.4)
        #expect(Set(first).isDisjoint(with: second))
      }
    }
  }

  @Test func `a stream can be read from any position, and its substreams from anywhere`() {
    var stream = Self.stream(3)
    let numbers = (0..<100).map { _ in stream.next() }
    #expect(stream.position == 100)
    for start in [0, 1, 17, 99] as [UInt64] {
      var other = Self.stream(3)
      other.skip(start)
      #expect(other.next() == numbers[Int(start)])
    }
    #expect(stream.substream(5) == Self.stream(3).substream(5))
    #expect(stream.substream(5) != stream.substream(6))
  }

  @Test func `a purpose is told by its name, for good`() {
    #expect(RandomStream.Purpose("lengths") == RandomStream.Purpose("lengths"))
    #expect(RandomStream.Purpose("lengths") != RandomStream.Purpose("faults"))
    // FNV-1a of "foobar", from the test vectors of draft-eastlake-fnv.
    #expect(RandomStream.Purpose("foobar").key == 0x8594_4171_F739_67E8)
  }

  @Test func `a negative index is a programmer error`() async {
    await #expect(processExitsWith: .failure) {
      #expect(RandomStream(seed: 0, purpose: .init("a"), index: -1).position == 0)
    }
  }
}
