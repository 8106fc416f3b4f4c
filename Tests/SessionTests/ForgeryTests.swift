import TestKit
import Exploration
import Quantities
import Simulation
import Specification
import Telemetry
import Testing

@testable import Session

/// Sessions whose every check fits, but whose lines cannot be.
@Suite struct ForgeryTests {
  /// A file of lines, each with its right check.
  static func file(_ lines: [JSON]) -> [UInt8] {
    var chain = CheckChain()
    var text = ""
    for line in lines {
      let body = line.text.dropLast()
      chain.add(body.utf8)
      text += body + CheckChain.prefix + chain.value.hexadecimal + CheckChain.suffix + "\n"
    }
    return Array(text.utf8)
  }

  static let header = SessionLine.header(program: "1.2.3", scenario: .tiny())

  static func step(
    _ number: Int, start: Int64 = 0, end: Int64, extra: [JSON.Member] = []
  ) -> JSON {
    .object(
      [
        .init("step", .integer(number)), .init("start", .integer(start)),
        .init("end", .integer(end)),
        .init("tokens", 7.json), .init("samples", 1.json), .init("roles", [:]),
        .init("activities", [:]), .init("staleness", .array([1.json])), .init("dies", 768.json),
        .init("hash", .hash(1)),
      ] + extra)
  }

  static func input(_ text: String, at time: Int64) -> JSON {
    ["input": .string(text), "at": .integer(time)]
  }

  private func reason(_ lines: JSON...) -> SessionError? {
    do {
      _ = try Session(parsing: Self.file([Self.header] + lines))
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    (
      input("fuson on", at: 1),
      "the input cannot be: there is no knob 'fuson'; did you mean 'fusion'?"
    ),
    (
      input("fail-card 384", at: 1),
      "the input cannot be: there is no card 384; the cards are 0 to 383"
    ),
    (input("fusion on", at: -1), "'at' should be nanoseconds from 0 to 1000000000000000000"),
    (input("fusion on", at: .max), "'at' should be nanoseconds from 0 to 1000000000000000000"),
    (["input": 1, "at": 2] as JSON, "'input' should be a text"),
    (["input": "fusion on"] as JSON, "'at' is missing"),
    (["input": "fusion on", "at": 1, "by": 2] as JSON, "'by' does not belong here"),
    (
      ["input": "fusion on", "at": 1.5] as JSON,
      "'at' should be nanoseconds from 0 to 1000000000000000000"
    ),
    (["what": 1] as JSON, "this is no header, input, step, rewind or end"),
    (step(2, end: 9), "'step' should be 1"),
    (step(1, start: 9, end: 8), "'start' should be no later than 'end'"),
    (step(1, end: 9, extra: [.init("luck", 1)]), "'luck' does not belong here"),
    (["rewind": 1, "inputs": 0] as JSON, "'rewind' should be no later than 0"),
    (["rewind": 0, "inputs": 1] as JSON, "'inputs' should be the count of inputs before"),
    (
      ["end": 1, "steps": -1, "events": 1, "hash": "", "state": ""] as JSON,
      "'steps' should be a whole number, 0 or more"
    ),
    (
      ["end": 1, "steps": 0, "events": 1, "hash": "zz", "state": ""] as JSON,
      "'hash' should be 16 hexadecimal digits"
    ),
  ])
  func `a line that cannot be is told with its reason`(line: JSON, message: String) {
    #expect(reason(line)?.description == "line 2: " + message)
  }

  @Test func `times do not run backwards, and nothing comes after the end`() {
    #expect(
      reason(Self.step(1, end: 100), Self.input("fusion off", at: 99))
        == SessionError(
          .backwards(SimTime(nanoseconds: 99), before: SimTime(nanoseconds: 100)), line: 3))
    let end = SessionLine.end(
      Ending(time: SimTime(nanoseconds: 5), steps: 0, events: 0, hash: 0, state: 0))
    #expect(reason(end, Self.input("fusion off", at: 9)) == SessionError(.afterEnd, line: 3))
    #expect(
      reason(Self.step(1, end: 100), end)
        == SessionError(
          .backwards(SimTime(nanoseconds: 5), before: SimTime(nanoseconds: 100)), line: 3))
  }

  @Test func `steps follow one another, unless the ghost took the live future's place`() throws {
    #expect(reason(Self.step(1, end: 5), Self.step(3, end: 6))?.line == 3)
    #expect(reason(Self.step(1, end: 5), Self.step(1, end: 6))?.line == 3)
    #expect(
      reason(Self.step(1, end: 5), Self.input("swap-ghost", at: 5), Self.step(1, end: 6)) == nil)
  }

  @Test func `going back undoes what came after`() throws {
    let bytes = Self.file([
      Self.header, Self.step(1, end: 10), Self.input("staleness 2", at: 12),
      Self.step(2, end: 20), Self.input("staleness 3", at: 22),
      ["rewind": 15, "inputs": 1], Self.input("staleness 4", at: 15), Self.step(2, end: 30),
    ])
    let session = try Session(parsing: bytes)
    #expect(session.inputs.map(\.action.text) == ["staleness 2", "staleness 4"])
    #expect(session.steps.map(\.end.nanoseconds) == [10, 30])
    #expect(session.end.nanoseconds == 30)
    #expect(
      reason(Self.input("staleness 2", at: 12), ["rewind": 12, "inputs": 0]) == nil)
    #expect(
      reason(Self.input("staleness 2", at: 12), ["rewind": 11, "inputs": 1])?.line == 3)
    #expect(
      reason(
        Self.input("staleness 2", at: 12), Self.input("staleness 3", at: 14),
        ["rewind": 13, "inputs": 0])?.line == 4)
  }

  @Test(arguments: [
    ("scenario", JSON.string("name: [1\n")), ("scenario", "cluster: moon\n"), ("scenario", 5),
    ("seed", "2"), ("seed", "-1"), ("program", 1), ("version", 0), ("version", "1"),
  ])
  func `a header that cannot be is told`(key: String, value: JSON) {
    guard case .object(var members) = Self.header else { return }
    for index in members.indices where members[index].key == key { members[index].value = value }
    #expect { try Session(parsing: Self.file([.object(members)])) } throws: { error in
      (error as? SessionError)?.line == 1
        && (error as? SessionError)?.reason != .tornHeader
    }
  }

  @Test func `a replay that goes another way tells the step and both hashes`() throws {
    var session = try Session(parsing: Recording.text(steps: 3).utf8)
    let hash = session.steps[1].hash
    session.steps[1].hash = 0xBAD
    var replay = try Replay(session, into: NullSink())
    replay.run()
    let divergence = try #require(replay.divergence)
    #expect(
      divergence.description
        == "step 2 differs: recorded with hash 0000000000000bad, replayed with hash "
        + hash.hexadecimal)
    let report = RunReport(replay)
    #expect(report.verification == .diverged(program: "1.2.3", divergence))
    #expect(report.text.contains("NOT verified: step 2 differs"))
    #expect(report.text.contains("recorded by 1.2.3"))
    #expect(report.summary.text.contains(#""replay":"diverged""#))
  }

  @Test func `missing and surplus steps and another end are divergences`() throws {
    let session = try Session(parsing: Recording.text(steps: 3).utf8)
    func divergence(_ change: (inout Session) -> Void) throws -> Divergence? {
      var changed = session
      change(&changed)
      var replay = try Replay(changed, into: NullSink())
      replay.run()
      return replay.divergence
    }
    #expect(try divergence { _ in } == nil)
    var extra = session.steps[2]
    extra.step = 4
    #expect(try divergence { $0.steps.append(extra) } == .missingStep(extra))
    let last = session.steps[2]
    #expect(try divergence { $0.steps.removeLast() } == .surplusStep(last))
    #expect(try divergence { $0.steps[0].tokens += 1 } != nil)
    let ending = try #require(session.ending)
    var other = ending
    other.events += 1
    #expect(try divergence { $0.ending = other } == .ending(recorded: other, replayed: ending))
    #expect(try divergence { $0.scenario.seed = 5 } != nil)
    #expect(
      try divergence { $0.inputs = [Input(time: .seconds(1), action: .turn(.failCard(1)))] } != nil)
  }
}

extension JSON: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByFloatLiteral {
  /// Writes a whole number as JSON.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// Writes a text as JSON.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Writes a number as JSON.
  public init(floatLiteral value: Double) { self = .number(value) }
}
