import Quantities
import Simulation
import Specification
import Telemetry

/// A run that one can go back and forth in: live, or fed with the inputs of a recorded one.
///
/// Going back changes nothing: going forward again, the same inputs come at the same times, and the
/// present is reached as it was. Only who does something in the past goes another way from there, and
/// what came after is forgotten.
public struct Timeline<Sink: TelemetrySink & Sendable>: Sendable {
  /// How things stand at the moment that is looked at.
  public private(set) var present: WhatIf<Sink>
  /// All inputs, those to come included.
  ///
  /// One that turns out to change nothing when it comes, or to be refused, is taken out.
  public private(set) var inputs: [Input]
  /// Inputs that were to come and were refused.
  public private(set) var refusals: [Refusal] = []
  /// The latest moment that was reached this way.
  public private(set) var frontier: SimTime = .zero
  private var applied = 0
  private var history: History<Kept>
  private var journal: [JournalEntry] = []
  private let keepsJournal: Bool
  private var journaledInputs = 0
  private var lastJournaled: SimTime = .zero

  private struct Kept: Sendable {
    var whatIf: WhatIf<Sink>
    var applied: Int
  }

  /// Starts a run.
  ///
  /// - Parameters:
  ///   - scenario: what is run.
  ///   - sink: takes the telemetry, the ghost's in a copy of its own.
  ///   - inputs: inputs to come, in order of time.
  ///   - copies: how many copies are kept for going back; 0 for none.
  ///   - keepsJournal: whether steps and inputs are written into the journal, to be taken from it.
  ///   - checksEveryEvent: whether the conservation laws are checked after every event; slow.
  /// - Throws: `SimulationError` where the scenario cannot run.
  /// - Precondition: the inputs are in order of time.
  public init(
    _ scenario: Scenario, into sink: Sink, inputs: [Input] = [], copies: Int = 12,
    keepsJournal: Bool = false, checksEveryEvent: Bool = false
  ) throws(SimulationError) {
    for (earlier, later) in zip(inputs, inputs.dropFirst()) {
      precondition(
        earlier.time <= later.time,
        "an input at \(later.time) comes after one at \(earlier.time)")
    }
    present = try WhatIf(scenario, into: sink, checksEveryEvent: checksEveryEvent)
    self.inputs = inputs
    self.keepsJournal = keepsJournal
    history = History(limit: copies)
    keep()
  }

  /// The moment that is looked at.
  public var now: SimTime { present.now }

  /// The inputs up to now.
  public var pastInputs: [Input] { Array(inputs[..<applied]) }

  /// Whether one looks at the past.
  public var isInPast: Bool { now < frontier }

  /// Turns a knob now.
  public mutating func turn(_ knob: Knob) -> Turning { perform(.turn(knob)) }

  /// Lets live and ghost change places now.
  ///
  /// - Returns: whether there is a ghost.
  @discardableResult
  public mutating func swapGhost() -> Bool { perform(.swapGhost) == .turned }

  /// Lets go of the ghost now.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  public mutating func dropGhost() -> Bool { perform(.dropGhost) == .turned }

  /// Makes the live future as it is now the ghost.
  ///
  /// - Returns: whether that changed anything.
  @discardableResult
  public mutating func keepGhost() -> Bool { perform(.keepGhost) == .turned }

  /// Lets everything happen up to a time, inputs included.
  ///
  /// - Precondition: the time is not before `now`.
  public mutating func advance(to time: SimTime) {
    while runStep(until: time) != nil {}
  }

  /// Runs to the end of the step that is under way in the live future, or to a time if that comes
  /// first.
  ///
  /// - Returns: the record of the step that ended; `nil` where time ran out, or where nothing will
  ///   happen any more.
  /// - Precondition: the time is not before `now`.
  public mutating func runStep(until limit: SimTime? = nil) -> StepRecord? {
    while applied < inputs.count, inputs[applied].time <= limit ?? .distantFuture {
      if let record = follow(until: inputs[applied].time) { return record }
      come(inputs[applied])
    }
    return follow(until: limit)
  }

  /// Takes what was written into the journal since the last time, in order.
  public mutating func takeJournal() -> [JournalEntry] {
    defer { journal.removeAll(keepingCapacity: true) }
    return journal
  }

  private mutating func perform(_ action: Input.Action) -> Turning {
    let turning = present.apply(action)
    guard turning == .turned else { return turning }
    if now < lastJournaled || applied < journaledInputs {
      write(.rewind(to: now, inputs: applied))
      journaledInputs = applied
    }
    inputs.removeSubrange(applied...)
    history.removeAll(after: now)
    frontier = now
    inputs.append(Input(time: now, action: action))
    note(inputs[applied])
    keep()
    return turning
  }

  /// Does what was to be done now.
  private mutating func come(_ input: Input) {
    switch present.apply(input.action) {
    case .turned: note(input)
    case .unchanged: inputs.remove(at: applied)
    case .refused(let reason):
      refusals.append(Refusal(input: inputs.remove(at: applied), reason: reason))
    }
  }

  /// Counts an input as applied.
  private mutating func note(_ input: Input) {
    applied += 1
    guard applied > journaledInputs else { return }
    journaledInputs = applied
    write(.input(input))
  }

  private mutating func write(_ entry: JournalEntry) {
    lastJournaled = now
    if keepsJournal { journal.append(entry) }
  }

  private mutating func follow(until limit: SimTime?) -> StepRecord? {
    let record = present.runStep(until: limit)
    if let record {
      if now > frontier { write(.step(record)) }
      keep()
    }
    frontier = max(frontier, now)
    return record
  }

  private mutating func keep() {
    history.keep(Kept(whatIf: present, applied: applied), at: now)
  }
}

// MARK: - Seeking

extension Timeline {
  /// Goes to a time, back or forward: from the nearest kept copy on.
  ///
  /// Keeps copies on a long way, so that the next is a short one.
  ///
  /// - Precondition: copies are kept, or the time is not before `now`.
  public mutating func seek(to time: SimTime) {
    precondition(
      history.limit > 0 || time >= now,
      "nothing was kept to go back from \(now.nanoseconds) ns to \(time.nanoseconds) ns")
    if let copy = history.nearest(to: time), time < now || copy.time > now {
      restore(copy)
    }
    let way = (max(time, now) - now).nanoseconds
    let start = now.nanoseconds
    for part in 1...Self.copiesOnTheWay {
      advance(to: SimTime(nanoseconds: start + way / Self.copiesOnTheWay * part))
      keep()
    }
    advance(to: max(time, now))
    keep()
  }

  private static var copiesOnTheWay: Int64 { 6 }

  /// Goes to the end of a step of the live future, back or forward; step 0 is the start.
  ///
  /// - Parameters:
  ///   - step: the number of the step.
  ///   - limit: a time that is not passed.
  /// - Returns: whether it is reached.
  /// - Precondition: copies are kept, or the step has not ended yet.
  public mutating func seek(toEndOfStep step: Int, until limit: SimTime? = nil) -> Bool {
    guard step > 0 else {
      seek(to: .zero)
      return true
    }
    precondition(
      history.limit > 0 || version < step, "nothing was kept to go back to step \(step)")
    let last = version >= step ? now : .distantFuture
    let copy = history.copies.last { copy in
      copy.time <= last && copy.state.whatIf.live.simulation.version < step
    }
    if let copy, version >= step || copy.time > now { restore(copy) }
    while version < step, runStep(until: limit.map { max($0, now) }) != nil {}
    keep()
    return version >= step
  }

  /// Goes to the latest moment that was reached.
  public mutating func seekToFrontier() { seek(to: frontier) }

  private var version: Int { present.live.simulation.version }

  private mutating func restore(_ copy: History<Kept>.Copy) {
    present = copy.state.whatIf
    applied = copy.state.applied
  }
}

extension WhatIf {
  /// Does what an input asks for.
  ///
  /// - Returns: what came of it; `unchanged` where there is no ghost to swap or drop.
  public mutating func apply(_ action: Input.Action) -> Turning {
    switch action {
    case .turn(let knob): return turn(knob)
    case .keepGhost: return keepGhost() ? .turned : .unchanged
    case .swapGhost, .dropGhost:
      guard ghost != nil else { return .unchanged }
      if action == .swapGhost { swapGhost() } else { dropGhost() }
      return .turned
    }
  }
}
