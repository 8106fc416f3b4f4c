import Quantities
import Simulation
import Specification
import Telemetry

/// A live future and, after a knob was turned, its ghost: the future in which it was not.
///
/// The ghost goes on beside the live one. Further knobs keep it, so that it is the future without any
/// of the knobs turned since the two parted.
public struct WhatIf<Sink: TelemetrySink & Sendable>: Sendable {
  /// The future that knobs are turned in.
  public private(set) var live: Future<Sink>
  /// The future that was left behind; `nil` before a knob is turned.
  public private(set) var ghost: Future<Sink>?
  private var fork: Fork?

  /// Where live and ghost parted.
  private struct Fork: Sendable {
    var time: SimTime
    var sharedKnobs: Int
    var race = StepRace()
  }

  /// Starts with one future only.
  ///
  /// - Throws: `SimulationError` where the scenario cannot run.
  public init(
    _ scenario: Scenario, into sink: Sink, checksEveryEvent: Bool = false
  ) throws(SimulationError) {
    live = try Future(scenario, into: sink, checksEveryEvent: checksEveryEvent)
  }

  /// The present.
  public var now: SimTime { live.now }

  /// When live and ghost parted.
  public var forkTime: SimTime? { fork?.time }

  /// The knobs that the live future has and the ghost has not.
  public var liveKnobs: [Knob] {
    guard let fork else { return [] }
    return live.knobs.dropFirst(fork.sharedKnobs).map(\.knob)
  }

  /// The knobs that the ghost has and the live future has not: none, unless the two were swapped.
  public var ghostKnobs: [Knob] {
    guard let fork, let ghost else { return [] }
    return ghost.knobs.dropFirst(fork.sharedKnobs).map(\.knob)
  }

  /// What sets the ghost apart, as in "before StaleSync η 2"; `nil` without a ghost.
  public var ghostTitle: String? {
    guard ghost != nil else { return nil }
    let parts = [("with", ghostKnobs), ("before", liveKnobs)].filter { !$0.1.isEmpty }
    guard !parts.isEmpty else { return "as kept" }
    return
      parts
      .map { "\($0.0) \($0.1.map(\.description).joined(separator: ", "))" }
      .joined(separator: ", ")
  }

  /// How the two fare; `nil` until both have ended a step since they parted.
  public var comparison: Comparison? { fork?.race.comparison }

  /// Turns a knob in the live future; where there is no ghost, the old future becomes it.
  public mutating func turn(_ knob: Knob) -> Turning {
    // Kept only where it is needed: a copy alive would make the turn copy what it changes.
    let old = ghost == nil ? live : nil
    let turning = live.turn(knob)
    if turning == .turned, let old {
      ghost = old
      fork = Fork(time: old.now, sharedKnobs: old.knobs.count)
    }
    return turning
  }

  /// Lets live and ghost change places, if there is a ghost.
  public mutating func swapGhost() {
    guard let other = ghost else { return }
    ghost = live
    live = other
    fork?.race.swap()
  }

  /// Lets go of the ghost.
  public mutating func dropGhost() {
    ghost = nil
    fork = nil
  }

  /// Makes the live future, as it is, the ghost: the baseline of the knobs that are turned from now on.
  ///
  /// - Returns: whether that changes anything.
  @discardableResult
  public mutating func keepGhost() -> Bool {
    if fork != nil, liveKnobs.isEmpty, ghostKnobs.isEmpty { return false }
    ghost = live
    fork = Fork(time: live.now, sharedKnobs: live.knobs.count)
    return true
  }

  /// Lets everything happen up to a time, in both futures.
  ///
  /// - Precondition: the time is not in the past.
  public mutating func advance(to time: SimTime) {
    while runStep(until: time) != nil {}
  }

  /// Runs to the end of the step that is under way in the live future, or to a time if that comes
  /// first; the ghost goes on to the same time.
  ///
  /// - Returns: the record of the step that ended; `nil` where time ran out, or where nothing will
  ///   happen any more.
  /// - Precondition: the time is not in the past.
  public mutating func runStep(until limit: SimTime? = nil) -> StepRecord? {
    let record = live.runStep(until: limit)
    if let record { fork?.race.endLiveStep(record) }
    while let other = ghost?.runStep(until: live.now) { fork?.race.endGhostStep(other) }
    return record
  }
}
