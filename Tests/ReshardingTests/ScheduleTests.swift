import Quantities
import Resharding
import Specification
import TestKit
import Testing

struct ScheduleTests {
  /// A port of a die in a round, in one direction.
  private struct Use: Hashable {
    let die: Int
    let isSending: Bool
    let port: Int
    let round: Int
  }

  private static func schedule(
    _ seed: UInt64
  ) throws -> (plan: TransferPlan, schedule: TransferSchedule, bucket: Bytes) {
    var dice = Dice(state: seed)
    let model = dice.model()
    let cluster = CarryOutTests.cluster
    let plan = try TransferPlan(
      TensorCatalogue(model), from: dice.layout("a", model: model, dies: cluster.dies),
      to: dice.layout("b", model: model, dies: cluster.dies), on: cluster)
    let bucket = Bytes(dice.pick([64, 500, 1 << 20]))
    return (plan, TransferSchedule(plan, on: cluster, bucket: bucket), bucket)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `no port sends or receives twice in a round`(seed: UInt64) throws {
    let (_, schedule, _) = try Self.schedule(seed)
    var uses: Set<Use> = []
    for message in schedule.messages {
      let port = message.tier == .card ? 0 : message.tier == .cluster ? 2 : 1
      for (die, isSending) in [(message.from, true), (message.to, false)] {
        let use = Use(die: die, isSending: isSending, port: port, round: message.round)
        #expect(uses.insert(use).inserted)
      }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a schedule has as many rounds as its busiest port has messages`(seed: UInt64) throws {
    let (_, schedule, _) = try Self.schedule(seed)
    var counts: [Use: Int] = [:]
    for message in schedule.messages {
      let port = message.tier == .card ? 0 : message.tier == .cluster ? 2 : 1
      counts[Use(die: message.from, isSending: true, port: port, round: 0), default: 0] += 1
      counts[Use(die: message.to, isSending: false, port: port, round: 0), default: 0] += 1
    }
    #expect(schedule.rounds == counts.values.max() ?? 0)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a schedule carries all that the plan moves, in buckets`(seed: UInt64) throws {
    let (plan, schedule, bucket) = try Self.schedule(seed)
    #expect(schedule.messages.reduce(0) { $0 + $1.bytes.count } == plan.traffic.total)
    #expect(schedule.messages.allSatisfy { $0.bytes <= bucket && $0.bytes > .zero })
  }
}
