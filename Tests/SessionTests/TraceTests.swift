import TestKit
import Exploration
import Quantities
import Session
import Simulation
import Specification
import Telemetry
import Testing

@Suite struct TraceTests {
  @Test func `a trace is JSON whose lanes are never in two places at once`() throws {
    let events = try Self.trace { whatIf in
      whatIf.advance(to: .seconds(20))
      _ = whatIf.turn(.failCard(40))
      _ = whatIf.turn(.fusion(false))
      for _ in 0..<4 { _ = whatIf.runStep() }
    }
    var ends: [String: Double] = [:]
    var names: Set<String> = []
    for event in events {
      names.insert(event.name)
      guard event.phase == "X" else { continue }
      #expect(event.duration >= 0)
      let lane = "\(event.process)/\(event.lane)"
      // A nanosecond is a thousandth; sums of binary fractions miss it by less.
      #expect(event.start >= ends[lane, default: 0] - 1e-4, "\(event)")
      ends[lane] = event.start + event.duration
    }
    for name in ["step 1", "rollout 1", "update 2", "decode", "groups", "card 40 failed"] {
      #expect(names.contains(name), "\(name)")
    }
  }

  @Test func `the spans of a role add up to its time in the record`() throws {
    var steps: [StepRecord] = []
    let events = try Self.trace { whatIf in
      for _ in 0..<3 { steps += [whatIf.runStep()].compactMap(\.self) }
    }
    for role in Role.allCases where role != .rollout {
      let spans = events.filter { event in
        event.phase == "X" && event.process == 1 && event.lane == Double(role.rawValue + 1)
      }
      #expect(spans.allSatisfy { $0.name.hasPrefix(role.name + " ") })
      let recorded = steps.reduce(0) { $0 + $1.roles[Int(role.rawValue)].seconds }
      let drawn = spans.reduce(0) { $0 + $1.duration } / 1e6
      #expect((drawn - recorded).magnitude < 1e-6, "\(role)")
    }
  }

  private static func trace(
    _ run: (inout WhatIf<TraceWriter>) -> Void
  ) throws -> [TraceEvent] {
    let scenario = Scenario.tiny()
    var whatIf = try WhatIf(scenario, into: TraceWriter(scenario: scenario))
    run(&whatIf)
    var writer = whatIf.live.sink
    writer.finish()
    guard case .array(let events) = try JSON(parsing: writer.takeText().utf8) else {
      Issue.record("a trace is a list")
      return []
    }
    return events.compactMap(TraceEvent.init)
  }
}

/// One event of a trace, as read back.
struct TraceEvent {
  var name = ""
  var phase = ""
  var process = 0.0
  var lane = 0.0
  var start = 0.0
  var duration = 0.0

  init?(_ json: JSON) {
    guard case .object(let members) = json else { return nil }
    for member in members {
      switch (member.key, member.value) {
      case ("name", .string(let text)): name = text
      case ("ph", .string(let text)): phase = text
      case ("pid", .integer(let value)): process = Double(value)
      case ("tid", .integer(let value)): lane = Double(value)
      case ("ts", .integer(let value)): start = Double(value)
      case ("ts", .number(let value)): start = value
      case ("dur", .integer(let value)): duration = Double(value)
      case ("dur", .number(let value)): duration = value
      default: break
      }
    }
  }
}
