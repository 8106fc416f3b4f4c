import EventKernel
import Quantities
import Testing

@Suite struct PendingSetTests {
  /// A pending event as the reference keeps it: in a plain array, sorted when asked.
  struct Ticket: Comparable {
    let time: SimTime
    let eventClass: EventClass
    let number: Int

    static func < (lhs: Ticket, rhs: Ticket) -> Bool {
      (lhs.time, lhs.eventClass, lhs.number) < (rhs.time, rhs.eventClass, rhs.number)
    }
  }

  /// The set beside its reference, under random pushes and pops.
  struct Duel {
    var set = PendingSet<Int>()
    var reference: [Ticket] = []
    var random: RandomStream
    var now = SimTime.zero
    var pushed = 0

    init(seed: UInt64) { random = RandomStream(seed: seed, purpose: .init("duel")) }

    mutating func push(spread: Int) {
      let left = Int(SimTime.distantFuture.nanoseconds - now.nanoseconds)
      let delay = min(random.integer(below: spread), left)
      let ticket = Ticket(
        time: now + SimDuration(nanoseconds: Int64(delay)),
        eventClass: EventClass(rawValue: UInt8(random.integer(below: 3) * 31)), number: pushed)
      set.push(ticket.number, at: ticket.time, class: ticket.eventClass)
      reference.append(ticket)
      pushed += 1
    }

    /// Pops from both, which must agree.
    mutating func pop(through limit: SimTime) {
      let expected = reference.min().flatMap { $0.time <= limit ? $0 : nil }
      let popped = set.pop(through: limit)
      if let expected { reference.removeAll { $0 == expected } }
      now = max(now, popped?.time ?? .zero)
      #expect(popped?.time == expected?.time)
      #expect(popped?.event == expected?.number)
      #expect(set.count == reference.count)
      #expect(set.nextTime == reference.min()?.time)
    }
  }

  /// From nothing but ties to the whole range of the clock.
  static let spreads = [1, 3, 40, 5_000, 1 << 20, 1 << 44, Int.max]

  @Test(arguments: 0..<12 as Range<UInt64>, spreads)
  func `pops come in the order of time, class and scheduling`(seed: UInt64, spread: Int) {
    var duel = Duel(seed: seed)
    for round in 0..<12 {
      for _ in 0..<duel.random.integer(below: 60) { duel.push(spread: spread) }
      for _ in 0..<duel.random.integer(below: round < 9 ? 40 : 120) {
        duel.pop(through: .distantFuture)
        // What happens now often schedules something for now or soon.
        if duel.random.chance(0.4) { duel.push(spread: 2) }
      }
    }
    while !duel.reference.isEmpty { duel.pop(through: .distantFuture) }
    duel.pop(through: .distantFuture)
  }

  @Test(arguments: 0..<12 as Range<UInt64>, spreads)
  func `nothing beyond the limit is popped, and what is left can still be preceded`(
    seed: UInt64, spread: Int
  ) {
    var duel = Duel(seed: seed)
    for _ in 0..<40 {
      for _ in 0..<duel.random.integer(below: 30) { duel.push(spread: spread) }
      let left = Int(SimTime.distantFuture.nanoseconds - duel.now.nanoseconds)
      let step = min(duel.random.integer(below: spread) / 4, left)
      let limit = duel.now + SimDuration(nanoseconds: Int64(step))
      for _ in 0..<20 { duel.pop(through: limit) }
      if duel.reference.allSatisfy({ $0.time > limit }) { duel.now = limit }
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `a copy pops what the original pops, whatever happens to the original`(seed: UInt64) {
    var original = Duel(seed: seed)
    for _ in 0..<300 { original.push(spread: 1 << 16) }
    for _ in 0..<100 { original.pop(through: .distantFuture) }
    var copy = original
    for _ in 0..<50 { original.push(spread: 100) }
    while !original.reference.isEmpty { original.pop(through: .distantFuture) }
    while !copy.reference.isEmpty { copy.pop(through: .distantFuture) }
  }

  @Test func `a thousand ties stay in the order of scheduling`() {
    var set = PendingSet<Int>()
    for number in 0..<1_000 { set.push(number, at: .seconds(7), class: .normal) }
    for number in 0..<1_000 {
      let popped = set.pop(through: .distantFuture)
      #expect(popped?.event == number)
      // A chain of events at one instant comes after those that waited already.
      set.push(1_000 + number, at: .seconds(7), class: .normal)
    }
    #expect(set.count == 1_000)
    let popped = set.pop(through: .distantFuture)
    #expect(popped?.event == 1_000)
  }

  @Test func `payloads are let go when they are popped`() {
    final class Payload: Sendable {}
    weak var watched: Payload?
    var set = PendingSet<Payload>()
    for time in [5, 5, 6, 90, 1 << 40] as [Int64] {
      let payload = Payload()
      watched = payload
      set.push(payload, at: SimTime(nanoseconds: time), class: .normal)
    }
    #expect(watched != nil)
    while set.pop(through: .distantFuture) != nil {}
    #expect(watched == nil)
  }

  @Test func `a class outside the lanes is a programmer error`() async {
    await #expect(processExitsWith: .failure) {
      #expect(EventClass(rawValue: 64).rawValue == 64)
    }
  }
}
