import Exploration
import Session
import Specification
import Testing

@Suite struct TextTests {
  static let knobs: [Knob] =
    [false, true].flatMap { [.fusion($0), .distributedQueue($0), .expertBalance($0)] }
    + (0...Scenario.stalenessLimit).map { .staleness($0) }
    + [0, 17, 383, 100_000].flatMap {
      [.failCard($0), .recoverCard($0), .failServer($0), .failLink($0)]
    }
    + [
      .fused, .colocated, .separate(trainingDies: 96),
      .mixed(RoleCards(rollout: 0...255, update: 256...383)),
      .mixed(
        RoleCards(rollout: 0...255, update: 256...383, reference: 0...127, reward: 128...128)),
    ].map { .placement($0) }
    + [.split(384), .queueCapacity(nil), .queueCapacity(768)]
    + [nil, 1, 70, 100].map { .speculation($0) } + MemoryChoice.allCases.map { .memory($0) }
    + Recomputation.allCases.map { .recomputation($0) }
    + Coupling.allCases.map { .coupling($0) } + TailChoice.allCases.map { .tail($0) }
    + DispatchChoice.allCases.map { .dispatch($0) }
    + ReshardStrategy.allCases.map { .reshard($0) }
    + ReshardOverlap.allCases.map { .reshardOverlap($0) }

  @Test(arguments: TextTests.knobs)
  func `a knob is read back from its text`(knob: Knob) throws {
    #expect(try Knob(text: knob.text) == knob)
    #expect(try Input.Action(text: knob.text) == .turn(knob))
  }

  @Test(arguments: [Input.Action.swapGhost, .dropGhost, .keepGhost])
  func `what is done to a ghost is read back from its text`(action: Input.Action) throws {
    #expect(try Input.Action(text: action.text) == action)
  }

  @Test(arguments: [
    ("fusion on", Knob.fusion(true)), ("staleness 2", .staleness(2)),
    ("dist-queue off", .distributedQueue(false)), ("expert-balance on", .expertBalance(true)),
    ("fail-card 17", .failCard(17)), ("split 384", .split(384)),
    ("placement separate:384", .placement(.separate(trainingDies: 384))),
    ("speculation off", .speculation(nil)), ("speculation 70", .speculation(70)),
    ("queue-capacity none", .queueCapacity(nil)), ("memory keep-both", .memory(.keepBoth)),
    ("reshard point-to-point", .reshard(.pointToPoint)),
  ])
  func `knobs are written like this`(text: String, knob: Knob) throws {
    #expect(knob.text == text)
    #expect(try Knob(text: "  " + text) == knob)
  }

  @Test(arguments: [
    ("", "no knob is named; write one such as 'fusion on'"),
    ("fuson on", "there is no knob 'fuson'; did you mean 'fusion'?"),
    (
      "warp 9",
      "there is no knob 'warp'; known are fusion, staleness, dist-queue, expert-balance, coupling, "
        + "tail, dispatch, placement, split, speculation, queue-capacity, memory, recomputation, reshard, "
        + "reshard-overlap, fail-card, recover-card, fail-server, fail-link"
    ),
    ("fusion yes", "'fusion yes' is no setting of 'fusion'; write 'fusion' and on or off"),
    ("fusion", "'fusion' is no setting of 'fusion'; write 'fusion' and on or off"),
    ("staleness 9", "'staleness 9' is no setting of 'staleness'; write 'staleness' and 0 to 8"),
    (
      "staleness +2",
      "'staleness +2' is no setting of 'staleness'; write 'staleness' and 0 to 8"
    ),
    (
      "fail-card 99999999999999999999",
      "'fail-card 99999999999999999999' is no setting of 'fail-card'; "
        + "write 'fail-card' and a card's number, from 0"
    ),
    (
      "placement rollout:9-3,update:0-1",
      "'placement rollout:9-3,update:0-1' is no setting of 'placement'; write 'placement' and "
        + "fused, colocated, separate:DIES, or cards as in rollout:0-255,update:256-383"
    ),
    ("fusion on off", "'fusion on off' is no setting of 'fusion'; write 'fusion' and on or off"),
  ])
  func `what is no knob is told with what would be one`(text: String, message: String) {
    #expect { try Knob(text: text) } throws: { "\($0)" == message }
  }
}
