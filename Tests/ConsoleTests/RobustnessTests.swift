import Canvas
import Exploration
import Quantities
import Simulation
import Specification
import Telemetry
import TestKit
import Testing

@testable import Console

@Suite struct RobustnessTests {
  private static let keys: [Key] =
    KeyTable.bindings.flatMap(\.keys) + "0123456789=><&|()! xyzé漢".map { .character($0) }
    + [.function(5), .delete, .control("a")]

  /// What a run does with what the console asks for, as the program does it.
  private static func perform(
    _ command: ConsoleCommand, on timeline: inout Timeline<ClusterState>
  ) {
    switch command {
    case .turn(let knob): _ = timeline.turn(knob)
    case .swapGhost: timeline.swapGhost()
    case .dropGhost: timeline.dropGhost()
    case .keepGhost: timeline.keepGhost()
    case .seek(let time): timeline.seek(to: min(time, .seconds(400)))
    case .seekStep(let step): _ = timeline.seek(toEndOfStep: step, until: .seconds(400))
    case .latest: timeline.seekToFrontier()
    case .step(let count):
      let version = timeline.present.live.simulation.version
      _ = timeline.seek(toEndOfStep: max(0, version + count), until: .seconds(400))
    case .pause, .speed, .save, .cycleTheme, .advise, .stopAdvising, .quit: break
    }
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `ten thousand keys at any sizes leave the run as it was, unless one reaches into it`(
    seed: UInt64
  ) throws {
    var dice = Dice(state: seed)
    let scenario = Scenario.tiny { $0.seed = seed }
    var timeline = try Timeline(scenario, into: ClusterState(scenario: scenario))
    timeline.seek(to: .seconds(300))
    let digest = timeline.present.live.simulation.stateDigest
    var model = ConsoleModel(scenario: scenario, theme: .dark)
    func show() {
      _ = model.update(
        .frame(live: timeline.present.live.sink, ghost: nil, clock: ClockStatus()))
    }
    show()
    for count in 0..<2000 {
      if Int.random(in: 0..<20, using: &dice) == 0 {
        let size = Size(
          columns: Int.random(in: 1...320, using: &dice),
          rows: Int.random(in: 1...110, using: &dice))
        _ = model.update(.resized(size))
      }
      let key = Self.keys[Int.random(in: 0..<Self.keys.count, using: &dice)]
      if case .prompt(let prompt) = model.overlay, key == .enter,
        (try? Action(text: prompt.line))?.changesRun ?? false
      {
        continue
      }
      // Enter turns the knob that is selected in these two.
      let asks = model.zoomed ?? model.focus
      if asks == .advisor || asks == .knobs, key == .enter { continue }
      if case .prompt = model.overlay {
      } else if KeyTable.action(for: key, in: .console)?.changesRun ?? false {
        continue
      }
      if let command = model.update(.key(key)) {
        switch command {
        case .turn, .swapGhost, .dropGhost, .keepGhost:
          Issue.record("\(key) reached into the run: \(command)")
        default: Self.perform(command, on: &timeline)
        }
        show()
      }
      if count.isMultiple(of: 100) { #expect(model.view().size == model.size) }
    }
    timeline.seek(to: .seconds(300))
    #expect(timeline.inputs.isEmpty)
    #expect(timeline.present.live.simulation.stateDigest == digest)
  }

  @Test func `resizing keeps selection, scroll, focus and crosshair`() {
    var model = ConsoleModel.staged(Size(columns: 160, rows: 50))
    for key in [.right, .down, .tab, .left, .left, .left, .down, "w", "y", .down] as [Key] {
      _ = model.update(.key(key))
    }
    let before = model
    var dice = Dice(state: 3)
    for _ in 0..<200 {
      _ = model.update(
        .resized(
          Size(
            columns: Int.random(in: 1...320, using: &dice),
            rows: Int.random(in: 1...110, using: &dice))))
      _ = model.view()
    }
    #expect(model.card == before.card)
    #expect(model.timeView == before.timeView)
    #expect(model.focus == before.focus)
    #expect(model.lane == before.lane)
    #expect(model.overlay == before.overlay)
    _ = model.update(.resized(before.size))
    #expect(model.view() == before.view())
  }

  @Test func `after 200 resizes a frame is the same as a fresh one`() {
    var model = ConsoleModel.staged(Size(columns: 80, rows: 24))
    var dice = Dice(state: 11)
    for _ in 0..<200 {
      let size = Size(
        columns: Int.random(in: 1...320, using: &dice), rows: Int.random(in: 1...110, using: &dice))
      _ = model.update(.resized(size))
      #expect(model.view() == ConsoleModel.staged(size).view())
    }
  }
}
