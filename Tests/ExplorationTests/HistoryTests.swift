import TestKit
import Exploration
import Quantities
import Testing

@Suite struct HistoryTests {
  @Test(arguments: 0..<10 as Range<UInt64>)
  func `copies stay few, in order, and keep the first and the newest`(seed: UInt64) {
    var dice = Dice(state: seed)
    let limit = Int.random(in: 3...40, using: &dice)
    var history = History<Int64>(limit: limit)
    var now = Int64.random(in: 0...9, using: &dice)
    let first = now
    for _ in 0..<200 {
      now += Int64.random(in: 1...1_000_000, using: &dice)
      if history.copies.isEmpty { now = first }
      history.keep(now, at: SimTime(nanoseconds: now))
      #expect(history.copies.count <= limit)
      #expect(history.copies.first?.state == first)
      #expect(history.copies.last?.state == now)
      #expect(history.copies.allSatisfy { $0.time.nanoseconds == $0.state })
      #expect(zip(history.copies, history.copies.dropFirst()).allSatisfy { $0.time < $1.time })
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `the nearest copy is the newest that is not later`(seed: UInt64) {
    var dice = Dice(state: seed)
    var history = History<Int64>(limit: 16)
    for _ in 0..<64 {
      let time = Int64.random(in: 0...1000, using: &dice)
      history.keep(time, at: SimTime(nanoseconds: time))
    }
    for time in stride(from: -1, through: 1001, by: 2) as StrideThrough<Int64> {
      let nearest = history.nearest(to: SimTime(nanoseconds: time))
      #expect(nearest?.state == history.copies.map(\.state).last { $0 <= time })
    }
  }

  @Test func `copies stand as far apart as they are away, at most`() {
    var history = History<Int>(limit: 32)
    for second in 0...2000 {
      history.keep(second, at: .seconds(Double(second)))
      let tooFar = zip(history.copies, history.copies.dropFirst()).first { copy, next in
        next.state - copy.state > max(1, (second - copy.state) / 2 + 1)
      }
      #expect(tooFar == nil)
    }
    // The last two hundredth of the time has a sixth of the copies at least.
    #expect(history.copies.filter { $0.state > 1990 }.count >= 5)
  }

  @Test func `the moment that is looked at gathers copies, the far present keeps its last`() {
    var history = History<Int>(limit: 12)
    for second in 0...1000 { history.keep(second, at: .seconds(Double(second))) }
    for second in 300...320 { history.keep(second, at: .seconds(Double(second))) }
    #expect(history.copies.filter { (300...320).contains($0.state) }.count >= 4)
    #expect(history.copies.last?.state == 1000)
    #expect(history.copies.first?.state == 0)
  }

  @Test func `what comes after a time can be forgotten`() {
    var history = History<Int>(limit: 8)
    for second in 0..<8 { history.keep(second, at: .seconds(Double(second))) }
    history.removeAll(after: .seconds(4))
    #expect(history.copies.map(\.state) == [0, 1, 2, 3, 4])
    history.keep(-4, at: .seconds(4))
    #expect(history.copies.map(\.state) == [0, 1, 2, 3, -4])
  }

  @Test func `a history of no copies keeps none`() {
    var history = History<Int>(limit: 0)
    history.keep(1, at: .seconds(1))
    #expect(history.copies.isEmpty)
    #expect(history.nearest(to: .seconds(2)) == nil)
  }
}
