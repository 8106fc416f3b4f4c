import TestKit
import Quantities
import Telemetry
import Testing

@Suite struct DieLedgerTests {
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
