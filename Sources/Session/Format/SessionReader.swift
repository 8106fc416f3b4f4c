import Exploration
import Quantities
import Specification
import Telemetry

extension Session {
  /// Reads a session file.
  ///
  /// A last line that breaks off, as a recorder leaves it that was killed, is left out, and
  /// `tornLine` tells so. Everything else that is wrong is thrown, and no bytes make this crash.
  ///
  /// - Throws: the first thing that is wrong, with its line.
  public init(parsing bytes: some Sequence<UInt8>) throws(SessionError) {
    let bytes = Array(bytes)
    guard !bytes.isEmpty else { throw SessionError(.empty, line: 1) }
    let header = bytes.prefix { $0 != 0x0A }
    var reader: SessionReader
    do {
      reader = try SessionReader(header: header)
    } catch {
      let isTorn = header.count == bytes.count && error.mayComeOfTearing
      throw isTorn ? SessionError(.tornHeader, line: 1) : error
    }
    try reader.read(body: bytes.dropFirst(header.count + 1))
    self = reader.session
  }
}

extension SessionError {
  /// Whether a first line without its end could be read like this.
  fileprivate var mayComeOfTearing: Bool {
    switch reason {
    case .newerFormat, .noSession: false
    default: true
    }
  }
}

/// Reads a session line by line.
struct SessionReader {
  private(set) var session: Session
  private var chain = CheckChain()

  init(header line: ArraySlice<UInt8>) throws(SessionError) {
    guard zip(line, SessionLine.beginning.utf8).allSatisfy({ $0 == $1 }), !line.isEmpty else {
      throw SessionError(.noSession, line: 1)
    }
    try Self.checkVersion(line)
    var fields = LineReader(try Self.checked(line, number: 1, &chain), line: 1)
    _ = try fields.take("format")
    guard try fields.count("version") == SessionLine.version else {
      throw fields.error(
        .badValue(key: "version", expected: "\(SessionLine.version), the first there is"))
    }
    let program = try fields.string("program")
    let seed = try fields.word("seed")
    let scenario: Scenario
    do {
      scenario = try Scenario(yaml: try fields.string("scenario"), file: "scenario")
    } catch let error as ScenarioError {
      throw fields.error(.badScenario(error.description))
    } catch {
      throw fields.error(.badValue(key: "scenario", expected: "a text"))
    }
    try fields.finish()
    guard scenario.seed == seed else {
      throw fields.error(
        .badValue(key: "seed", expected: "\(scenario.seed), as the scenario has it"))
    }
    session = Session(
      scenario: scenario, program: program, inputs: [], steps: [], ending: nil, end: .zero,
      tornLine: nil)
  }

  /// A later version may do everything else otherwise, so that it is looked for first.
  private static func checkVersion(_ line: ArraySlice<UInt8>) throws(SessionError) {
    guard case .object(let members) = try? JSON(parsing: line) else { return }
    func value(_ key: String) -> JSON? { members.first { $0.key == key }?.value }
    guard case .integer(let version) = value("version"), version > SessionLine.version else {
      return
    }
    var program = "a later program"
    if case .string(let name) = value("program") { program = name }
    throw SessionError(
      .newerFormat(version: Int(clamping: version), program: program), line: 1)
  }
}

// MARK: - Lines

extension SessionReader {
  /// Reads all that comes after the first line.
  mutating func read(body: ArraySlice<UInt8>) throws(SessionError) {
    var lines = body.split(separator: 0x0A, omittingEmptySubsequences: false)
    // A file that ends with a line feed leaves an empty rest.
    let rest = lines.removeLast()
    for (index, line) in lines.enumerated() { try read(line, number: index + 2) }
    if !rest.isEmpty { try read(rest: rest, number: lines.count + 2) }
  }

  private mutating func read(_ line: ArraySlice<UInt8>, number: Int) throws(SessionError) {
    guard session.ending == nil else { throw SessionError(.afterEnd, line: number) }
    var fields = LineReader(try Self.checked(line, number: number, &chain), line: number)
    if fields.has("input") {
      try readInput(&fields)
    } else if fields.has("step") {
      try readStep(&fields)
    } else if fields.has("rewind") {
      try readRewind(&fields)
    } else if fields.has("end") {
      try readEnd(&fields)
    } else {
      throw fields.error(.unknownLine)
    }
    try fields.finish()
  }

  /// Reads what stands after the last line feed: a whole line, or what was written of one.
  private mutating func read(rest: ArraySlice<UInt8>, number: Int) throws(SessionError) {
    guard session.ending == nil else { throw SessionError(.afterEnd, line: number) }
    var attempt = self
    do {
      try attempt.read(rest, number: number)
      self = attempt
    } catch {
      session.tornLine = number
    }
  }

  /// The members of a line whose check fits, without the check.
  private static func checked(
    _ line: ArraySlice<UInt8>, number: Int, _ chain: inout CheckChain
  ) throws(SessionError) -> [JSON.Member] {
    let body = line.dropLast(CheckChain.length)
    let tail = line.dropFirst(body.count)
    guard tail.count == CheckChain.length, tail.starts(with: CheckChain.prefix.utf8),
      tail.suffix(CheckChain.suffix.utf8.count).elementsEqual(CheckChain.suffix.utf8),
      let text = String(
        validating: tail.dropFirst(CheckChain.prefix.utf8.count).prefix(16), as: UTF8.self),
      let check = UInt64(hexadecimal: text)
    else { throw SessionError(.noCheck, line: number) }
    chain.add(body)
    guard chain.value == check else { throw SessionError(.wrongCheck, line: number) }
    return try members(body + Array("}".utf8), number: number)
  }

  private static func members(
    _ line: ArraySlice<UInt8>, number: Int
  ) throws(SessionError) -> [JSON.Member] {
    let json: JSON
    do {
      json = try JSON(parsing: line)
    } catch {
      throw SessionError(.noJSON(error), line: number)
    }
    guard case .object(let members) = json else {
      throw SessionError(.unknownLine, line: number)
    }
    return members
  }

  private mutating func advance(
    to time: SimTime, _ fields: LineReader
  ) throws(SessionError) {
    guard time >= session.end else { throw fields.error(.backwards(time, before: session.end)) }
    session.end = time
  }

  private mutating func readInput(_ fields: inout LineReader) throws(SessionError) {
    let text = try fields.string("input")
    let action: Input.Action
    do {
      action = try Input.Action(text: text)
    } catch {
      throw fields.error(.badInput(error.description))
    }
    if case .turn(let knob) = action, let reason = session.scenario.refusal(of: knob) {
      throw fields.error(.badInput(reason))
    }
    let time = try fields.time("at")
    try advance(to: time, fields)
    session.inputs.append(Input(time: time, action: action))
  }

  private mutating func readStep(_ fields: inout LineReader) throws(SessionError) {
    let record = StepRecord(
      step: try fields.count("step"), start: try fields.time("start"),
      end: try fields.time("end"), tokens: try fields.count("tokens"),
      samples: try fields.count("samples"),
      roles: try fields.durations("roles", names: Role.allCases.map(\.key)),
      activities: try fields.durations("activities", names: Activity.allCases.map(\.key)),
      staleness: try fields.counts("staleness"), dies: try fields.count("dies"),
      hash: try fields.hash("hash"))
    let last = session.steps.last
    if !isSwapped(since: last?.end ?? .zero) {
      let number = (last?.step ?? 0) + 1
      guard record.step == number else {
        throw fields.error(.badValue(key: "step", expected: "\(number)"))
      }
    }
    guard record.start <= record.end else {
      throw fields.error(.badValue(key: "start", expected: "no later than 'end'"))
    }
    try advance(to: record.end, fields)
    session.steps.append(record)
  }

  /// Whether live and ghost changed places, so that the next step need not follow the last.
  private func isSwapped(since time: SimTime) -> Bool {
    session.inputs.contains { $0.action == .swapGhost && $0.time >= time }
  }

  private mutating func readRewind(_ fields: inout LineReader) throws(SessionError) {
    let time = try fields.time("rewind")
    let count = try fields.count("inputs")
    guard time <= session.end else {
      throw fields.error(
        .badValue(key: "rewind", expected: "no later than \(session.end.nanoseconds)"))
    }
    guard count <= session.inputs.count,
      session.inputs.prefix(count).allSatisfy({ $0.time <= time }),
      session.inputs.dropFirst(count).allSatisfy({ $0.time >= time })
    else {
      throw fields.error(.badValue(key: "inputs", expected: "the count of inputs before"))
    }
    session.inputs.removeSubrange(count...)
    session.steps.removeAll { $0.end > time }
    session.end = time
  }

  private mutating func readEnd(_ fields: inout LineReader) throws(SessionError) {
    let time = try fields.time("end")
    try advance(to: time, fields)
    session.ending = Ending(
      time: time, steps: try fields.count("steps"), events: UInt64(try fields.count("events")),
      hash: try fields.hash("hash"), state: try fields.hash("state"))
  }
}
