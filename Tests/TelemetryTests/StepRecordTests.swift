import Quantities
import Telemetry
import Testing

@Suite struct StepRecordTests {
  private func record(staleness: [Int]) -> StepRecord {
    var activities = Activity.allCases.map { _ in SimDuration.zero }
    activities[Int(Activity.decode.rawValue)] = .seconds(30)
    activities[Int(Activity.update.rawValue)] = .seconds(10)
    return StepRecord(
      step: 3, start: .seconds(5), end: .seconds(15), tokens: 1000,
      samples: staleness.reduce(0, +), roles: Role.allCases.map { _ in .zero },
      activities: activities, staleness: staleness, dies: 4, hash: 1)
  }

  @Test func `throughput counts all tokens over the step's seconds`() {
    #expect(record(staleness: [8]).tokensPerSecond == 100)
  }

  @Test func `staleness is told by its mean and its worst`() {
    let record = record(staleness: [4, 0, 4, 0])
    #expect(record.meanStaleness == 1)
    #expect(record.maxStaleness == 2)
  }

  @Test func `shares are of all die-time`() {
    #expect(record(staleness: [8]).share(of: .decode) == 0.75)
    #expect(record(staleness: [8]).share(of: .update) == 0.25)
  }
}
