import TestKit
import Exploration
import Quantities
import Session
import Simulation
import Specification
import Telemetry
import Testing

@Suite struct ReportTests {
  /// A step with round figures.
  static func step(_ number: Int, start: Double, seconds: Double, tokens: Int) -> StepRecord {
    var roles = Array(repeating: SimDuration.zero, count: Role.allCases.count)
    roles[Int(Role.rollout.rawValue)] = .seconds(seconds * 0.75)
    roles[Int(Role.update.rawValue)] = .seconds(seconds * 0.25)
    var activities = Array(repeating: SimDuration.zero, count: Activity.allCases.count)
    activities[Int(Activity.decode.rawValue)] = .seconds(seconds * 768 * 0.5)
    activities[Int(Activity.waitingPeers.rawValue)] = .seconds(seconds * 768 * 0.5)
    return StepRecord(
      step: number, start: .seconds(start), end: .seconds(start + seconds), tokens: tokens,
      samples: 4, roles: roles, activities: activities, staleness: [1, 3], dies: 768,
      hash: 0xABC)
  }

  static let steps = [
    step(1, start: 0, seconds: 10, tokens: 99_999),
    step(2, start: 10, seconds: 10, tokens: 38_400),
    step(3, start: 20, seconds: 30, tokens: 38_400),
  ]

  static let report = RunReport(
    scenario: .tiny(), steps: StepTally(steps),
    inputs: [Input(time: .seconds(12.5), action: .turn(.staleness(2)))],
    ending: Ending(time: .seconds(50), steps: 3, events: 99, hash: 0xABC, state: 0xDEF))

  @Test func `a step's JSON has these keys and figures`() {
    let text = Self.step(1, start: 0, seconds: 10, tokens: 38_400).json(cards: 384).text
    #expect(
      text == #"{"step":1,"start_s":0,"seconds":10,"tokens":38400,"tokens_per_second":3840,"#
        + #""tokens_per_second_per_card":10,"phases":{"rollout":7.5,"reference":0,"reward":0,"#
        + #""update":2.5,"reshard":0},"staleness_mean":0.75,"staleness_max":1,"samples":4,"#
        + #""shares":{"prefill":0,"decode":0.5,"reference":0,"reward":0,"update":0,"bubble":0,"#
        + #""reshard":0,"offload":0,"wait_controller":0,"wait_samples":0,"wait_weights":0,"#
        + #""wait_replica":0,"wait_peers":0.5,"wait_queue":0,"failed":0,"idle":0},"hash":"0000000000000abc"}"#
    )
  }

  @Test func `means are sums over sums, and say over which steps`() throws {
    let means = try #require(Self.report.steps.means)
    #expect((means.firstStep, means.lastStep, means.count) == (2, 3, 2))
    #expect(means.seconds == 20)
    #expect(means.tokensPerSecond == 76_800 / 40, "not the mean of 3840 and 1280")
    #expect(means.roleSeconds[Int(Role.rollout.rawValue)] == 15)
    #expect(means.shares[Int(Activity.decode.rawValue)] == 0.5)
    #expect(means.meanStaleness == 0.75)
    #expect(means.maxStaleness == 1)
    var other = Self.report
    other.steps = StepTally(Self.steps.prefix(1))
    #expect(other.steps.means?.firstStep == 1, "the only step there is")
    other.steps = StepTally()
    #expect(other.steps.means == nil)
    #expect(other.summary.text.contains(#""means":null"#))
  }

  @Test func `the summary is the last line`() throws {
    let lines = Self.report.jsonLines(Self.steps).split(separator: "\n")
    #expect(lines.count == 4)
    for line in lines { _ = try JSON(parsing: line.utf8) }
    #expect(lines[0] == Self.steps[0].json(cards: 384).text)
    #expect(
      lines[3].hasPrefix(
        #"{"summary":{"scenario":"pangu-cm384","seed":"1","cards":384,"dies":768,"steps":3,"#
          + #""simulated_s":50,"events":99,"means":{"first_step":2,"last_step":3,"steps":2,"#
          + #""seconds":20,"tokens":38400,"tokens_per_second":1920,"#))
    #expect(
      lines[3].hasSuffix(
        #""inputs":[{"at_s":12.5,"input":"staleness 2"}],"hash":"0000000000000abc","#
          + #""state":"0000000000000def"}}"#))
  }

  @Test func `a table row has the figures of the JSON, one a column`() {
    let columns = StepTable.header.dropLast().split(separator: ",")
    #expect(columns.starts(with: ["step", "start_s", "seconds", "tokens", "tokens_per_second"]))
    #expect(columns.contains("wait_peers_share") && columns.contains("update_s"))
    #expect(columns.last == "hash")
    for step in Self.steps {
      let row = StepTable.row(step, cards: 384).dropLast().split(separator: ",")
      #expect(row.count == columns.count)
      #expect(row.last == "0000000000000abc")
      #expect(row[0] == "\(step.step)")
      for (column, value) in zip(columns, row) where column == "decode_share" {
        #expect(value == "0.5")
      }
    }
  }

  @Test func `the text says what was run, what came out and what was done`() {
    #expect(
      Self.report.text == """
        pangu-cm384  pangu-ultra-moe-718b on CloudMatrix384, 384 cards, seed 1
        Pangu Ultra MoE 718B, GRPO 1536 × 16, RL Fusion + StaleSync on one CloudMatrix384

        3 steps in 00:00:50.000 of simulated time, 99 events
        hash 0000000000000abc  state 0000000000000def

        Means over steps 2 to 3
          step        20.0 s
          throughput  1920 tokens/s, 5.0 a card
          tokens      38400 in 4 samples a step
          staleness   0.75, at most 1

          rollout     15.0 s   75.0 % of the step
          reference   0.0 s    0.0 % of the step
          reward      0.0 s    0.0 % of the step
          update      5.0 s   25.0 % of the step
          reshard     0.0 s    0.0 % of the step

          decode       50.0 % of die-time
          wait peers   50.0 % of die-time

        Inputs
          00:00:12.500  staleness 2

        """)
  }

  @Test func `a replay's report is that of the run, and verified`() throws {
    let session = try Session(
      parsing: Recording.text { timeline, step in
        if step == 1 { _ = timeline.turn(.staleness(2)) }
      }.utf8)
    var replay = try Replay(session, into: NullSink())
    replay.run()
    let report = RunReport(replay)
    let ending = try #require(session.ending)
    let live = RunReport(
      scenario: session.scenario, steps: StepTally(session.steps), inputs: session.inputs,
      ending: ending)
    #expect(report.steps == live.steps)
    #expect(report.text.contains("verified: every step and the end are as 1.2.3 recorded them"))
    #expect(report.summary.text.contains(#""replay":"verified""#))
    #expect(!live.summary.text.contains("replay"))
  }
}
