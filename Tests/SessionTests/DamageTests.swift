import TestKit
import Exploration
import Quantities
import Simulation
import Specification
import Telemetry
import Testing

@testable import Session

/// A small session and what becomes of it when it is damaged.
@Suite struct DamageTests {
  /// Four steps with three inputs, two of them at one instant.
  static let text: Result<String, any Error> = Result {
    try Recording.text(steps: 4) { timeline, step in
      guard step == 1 else { return }
      timeline.advance(to: timeline.now + .seconds(5))
      _ = timeline.turn(.staleness(2))
      _ = timeline.turn(.failCard(17))
      timeline.dropGhost()
    }
  }

  private func lines() throws -> [[UInt8]] {
    try Array(Self.text.get().utf8).split(separator: 0x0A).map { $0 + [0x0A] }
  }

  private func error(_ bytes: [UInt8]) -> SessionError? {
    do {
      _ = try Session(parsing: bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test func `the session itself is sound`() throws {
    let session = try Session(parsing: Self.text.get().utf8)
    #expect(try lines().count == 1 + 4 + 3 + 1)
    #expect(session.inputs.map(\.action.text) == ["staleness 2", "fail-card 17", "drop-ghost"])
    #expect(!session.isCutShort)
    #expect(session.tornLine == nil)
  }

  @Test(arguments: 0..<9)
  func `any changed byte is found in its line`(line: Int) throws {
    let lines = try lines()
    var dice = Dice(state: UInt64(line))
    let before = lines[..<line].reduce(0) { $0 + $1.count }
    for _ in 0..<25 {
      var bytes = lines.flatMap { $0 }
      // The line feed is left alone: without it the last line would be torn.
      let place = before + Int.random(in: 0..<lines[line].count - 1, using: &dice)
      bytes[place] ^= UInt8.random(in: 1...255, using: &dice)
      guard bytes[place] != 0x0A else { continue }
      #expect(error(bytes)?.line == line + 1)
    }
  }

  @Test(arguments: 0..<9)
  func `a missing, doubled or swapped line is found`(line: Int) throws {
    let lines = try lines()
    var missing = lines
    missing.remove(at: line)
    if line == lines.count - 1 {
      #expect(try Session(parsing: missing.joined()).isCutShort)
    } else {
      let found = try #require(error(missing.flatMap { $0 }))
      #expect(found == SessionError(line == 0 ? .noSession : .wrongCheck, line: line + 1))
    }
    var doubled = lines
    doubled.insert(lines[line], at: line)
    let reason: SessionError.Reason = line == lines.count - 1 ? .afterEnd : .wrongCheck
    #expect(error(doubled.flatMap { $0 }) == SessionError(reason, line: line + 2))
    guard line + 1 < lines.count else { return }
    var swapped = lines
    swapped.swapAt(line, line + 1)
    let found = error(swapped.flatMap { $0 })
    #expect(found == SessionError(line == 0 ? .noSession : .wrongCheck, line: line + 1))
  }

  @Test func `a file that breaks off anywhere tells what is whole of it, and that it is torn`()
    throws
  {
    let bytes = try Array(Self.text.get().utf8)
    let whole = try Session(parsing: bytes)
    let header = try lines()[0].count
    for count in stride(from: 1, to: header - 1, by: 7) {
      #expect(error(Array(bytes[..<count])) == SessionError(.tornHeader, line: 1))
    }
    // The first line is read once for all cuts behind it: its scenario takes the time.
    let start = try SessionReader(header: bytes[..<(header - 1)])
    for count in header - 1..<bytes.count {
      var reader = start
      try reader.read(body: bytes[min(header, count)..<count])
      let session = reader.session
      let cut = bytes[..<count]
      let ends = cut.count { $0 == 0x0A }
      let isAtEnd = bytes[count] == 0x0A || bytes[count - 1] == 0x0A
      #expect(session.tornLine == (isAtEnd ? nil : ends + 1))
      #expect(session.isCutShort == (count < bytes.count - 1))
      #expect(whole.steps.starts(with: session.steps))
      #expect(whole.inputs.starts(with: session.inputs))
      let entries = ends + (bytes[count] == 0x0A ? 1 : 0) - 1
      #expect(
        session.steps.count + session.inputs.count + (session.isCutShort ? 0 : 1) == entries)
    }
  }

  @Test func `a torn session replays up to what is whole`() throws {
    let lines = try lines()
    let bytes = lines[..<6].flatMap { $0 } + lines[6].prefix(40)
    let session = try Session(parsing: bytes)
    #expect(session.tornLine == 7)
    var replay = try Replay(session, into: NullSink())
    replay.run()
    #expect(replay.divergence == nil)
    #expect(replay.steps == session.steps)
    #expect(
      RunReport(replay).verification == .verifiedUntilCut(program: "1.2.3", tornLine: 7))
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `no bytes make the reader crash`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var bytes = try Array(Self.text.get().utf8)
    for _ in 0..<Int.random(in: 1...4, using: &dice) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &dice)
      let end = min(bytes.count, place + Int.random(in: 0...200, using: &dice))
      switch Int.random(in: 0..<5, using: &dice) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &dice)
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 3: bytes.insert(0x0A, at: place)
      default: bytes.removeLast(bytes.count - place)
      }
    }
    let original = try Array(Self.text.get().utf8)
    if let error = error(bytes) {
      #expect((1...bytes.count(where: { $0 == 0x0A }) + 1).contains(error.line))
      #expect(!error.description.isEmpty)
    } else {
      // Only a cut leaves something to read.
      let session = try Session(parsing: bytes)
      #expect(session.isCutShort || original.starts(with: bytes))
      #expect(try Session(parsing: original).steps.starts(with: session.steps))
    }
  }

  @Test(arguments: [
    ([], SessionError(.empty, line: 1)),
    (Array("\n".utf8), SessionError(.noSession, line: 1)),
    (Array("hello".utf8), SessionError(.noSession, line: 1)),
    (Array("step,seconds\n1,2\n".utf8), SessionError(.noSession, line: 1)),
    (Array("{\"format\":\"tandem se".utf8), SessionError(.tornHeader, line: 1)),
    (
      Array("{\"format\":\"tandem session\",\"version\":1}\n".utf8), SessionError(.noCheck, line: 1)
    ),
    ([0xFF, 0xFE, 0x0A], SessionError(.noSession, line: 1)),
  ])
  func `what is no session is told to be none`(bytes: [UInt8], expected: SessionError) {
    #expect(error(bytes) == expected)
  }

  @Test func `a later version of the format is told with its program`() {
    let text = #"{"format":"tandem session","version":2,"program":"9.0","zip":"…"}"# + "\n"
    #expect(
      error(Array(text.utf8))
        == SessionError(.newerFormat(version: 2, program: "9.0"), line: 1))
    #expect(
      SessionError(.newerFormat(version: 2, program: "9.0"), line: 1).description
        == "line 1: the session is in version 2 of the format, recorded by 9.0; this program reads up "
        + "to version 1")
  }
}
