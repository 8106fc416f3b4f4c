import TestKit
import Quantities
import Telemetry
import Testing

@Suite struct DieLedgerTests {
  private func agree(_ one: DieLedger, _ other: DieLedger) -> Bool {
    one.entries.elementsEqual(other.entries)
      && one.entries.indices.allSatisfy { die in
        Activity.allCases.allSatisfy { one.time(of: die, in: $0) == other.time(of: die, in: $0) }
      }
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `for every die the times in all activities add up to the wall`(seed: UInt64) {
    var dice = Dice(state: seed)
    var ledger = DieLedger(dies: 20)
    var now = SimTime.zero
    for _ in 0..<100 {
      now = now + SimDuration(nanoseconds: Int64.random(in: 0...1_000_003, using: &dice))
      let first = Int.random(in: 0..<20, using: &dice)
      let activity = Activity.allCases.randomElement(using: &dice) ?? .idle
      ledger.enter(
        activity, utilisation: Double.random(in: 0...1, using: &dice),
        dies: first..<Int.random(in: first...20, using: &dice), at: now)
      let other = Activity.allCases.randomElement(using: &dice) ?? .idle
      ledger.book(
        SimDuration(nanoseconds: Int64.random(in: 0...900_000, using: &dice)), of: other,
        as: .waitingPeers, dies: 3..<17, at: now)
    }
    now = now + .seconds(1)
    ledger.settle(at: now)
    for die in 0..<20 {
      let sum = Activity.allCases.reduce(SimDuration.zero) {
        $0 + ledger.time(of: die, in: $1)
      }
      #expect(sum == now - .zero)
      #expect(Activity.allCases.allSatisfy { ledger.time(of: die, in: $0) >= .zero })
    }
    let total = ledger.totalsByActivity().reduce(0, +)
    #expect(total == 20 * Int128(now.nanoseconds))
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `dies that share an entry fare as if each had its own`(seed: UInt64) {
    var dice = Dice(state: seed)
    var shared = DieLedger(dies: 24)
    var single = DieLedger(dies: 24)
    // Every die has a history of its own from here on.
    for die in 0..<24 { single.enter(.idle, dies: die..<die + 1, at: .zero) }
    #expect(agree(shared, single))
    var now = SimTime.zero
    for turn in 0..<200 {
      now = now + SimDuration(nanoseconds: Int64.random(in: 0...1_000_003, using: &dice))
      // Ranks of four at first, then anything.
      let grain = turn < 100 ? 4 : 1
      let first = Int.random(in: 0..<24 / grain, using: &dice) * grain
      let dies = first..<Int.random(in: first / grain...24 / grain, using: &dice) * grain
      let activity = Activity.allCases.randomElement(using: &dice) ?? .idle
      let other = Activity.allCases.randomElement(using: &dice) ?? .idle
      let utilisation = Double.random(in: 0...1, using: &dice)
      let span = SimDuration(nanoseconds: Int64.random(in: 0...900_000, using: &dice))
      shared.enter(activity, utilisation: utilisation, dies: dies, at: now)
      shared.book(span, of: other, as: .waitingPeers, dies: dies, at: now)
      for die in dies {
        single.enter(activity, utilisation: utilisation, dies: die..<die + 1, at: now)
        single.book(span, of: other, as: .waitingPeers, dies: die..<die + 1, at: now)
      }
      #expect(agree(shared, single))
      #expect(shared.totalsByActivity() == single.totalsByActivity())
    }
    shared.settle(at: now)
    single.settle(at: now)
    #expect(agree(shared, single))
  }

  @Test func `many dies over many years add up to more than 64 bits hold`() {
    var ledger = DieLedger(dies: 6144)
    ledger.settle(at: .last)
    let sum = ledger.totalsByActivity().reduce(0, +)
    #expect(sum == 6144 * Int128(SimTime.last.nanoseconds))
  }

  @Test func `a pass at 80 % is 80 % update and 20 % bubble`() {
    var ledger = DieLedger(dies: 1)
    ledger.enter(.update, utilisation: 0.8, dies: 0..<1, at: .zero)
    ledger.settle(at: .seconds(10))
    #expect(ledger.time(of: 0, in: .update) == .seconds(8))
    #expect(ledger.time(of: 0, in: .bubble) == .seconds(2))
  }

  @Test func `entering into the past is a programmer error`() async {
    await #expect(processExitsWith: .failure) {
      var ledger = DieLedger(dies: 1, at: .seconds(2))
      ledger.enter(.decode, dies: 0..<1, at: .seconds(1))
      print(ledger.entries)
    }
  }
}
