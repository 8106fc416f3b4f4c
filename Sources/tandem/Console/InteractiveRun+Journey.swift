import Exploration
import Quantities
import Simulation

/// The way to a moment that was not simulated yet.
///
/// It may be long, so that it is gone in pieces between keys.
struct Journey {
  /// What was asked for.
  enum Goal {
    case time(SimTime)
    case step(Int)
  }

  let goal: Goal
  /// Where copies are kept on the way, so that the next way back is a short one.
  private(set) var stops: ArraySlice<SimTime> = []

  /// Where copies are kept besides those of each step's end.
  private static let parts: Int64 = 6

  init(to goal: Goal, from start: SimTime) {
    self.goal = goal
    guard case .time(let time) = goal else { return }
    let part = (time - start).nanoseconds / Self.parts
    stops = (1...Self.parts).map { SimTime(nanoseconds: start.nanoseconds + part * $0) }[...]
  }

  /// Notes a time that was come to, and says whether a copy is to be kept there.
  mutating func pass(_ now: SimTime) -> Bool {
    guard let next = stops.first, now >= next else { return false }
    stops = stops.drop { $0 <= now }
    return true
  }
}

extension InteractiveRun {
  /// Goes to a time: at once as far as the run has been, and from there piece by piece.
  mutating func go(to time: SimTime) {
    let time = min(max(time, .zero), end ?? .distantFuture)
    let known = max(timeline.frontier, timeline.now)
    timeline.seek(to: min(time, known))
    if time > known { depart(for: .time(time)) }
  }

  /// Goes to the end of a step in the same way.
  mutating func go(toStep step: Int) {
    let known = max(timeline.frontier, timeline.now)
    if !timeline.seek(toEndOfStep: step, until: known) { depart(for: .step(step)) }
  }

  private mutating func depart(for goal: Journey.Goal) {
    journey = Journey(to: goal, from: timeline.now)
    notice("on the way; space stops here")
  }

  /// Goes the whole way, however long it is.
  mutating func arrive() {
    while journey != nil { travel { false } }
  }

  /// Stays where one is.
  mutating func stopTravelling() {
    guard journey != nil else { return }
    journey = nil
    notice("")
  }

  /// Goes on until it is late or the goal is reached.
  mutating func travel(_ isLate: () -> Bool) {
    repeat {
      guard let goal = journey?.goal else { return }
      let limit =
        if case .time(let time) = goal { time } else { end ?? SimTime.distantFuture }
      playPiece(until: min(limit, journey?.stops.first ?? limit), followsScript: false)
      if journey?.pass(timeline.now) == true { timeline.seek(to: timeline.now) }
      let simulation = timeline.present.live.simulation
      let isOver =
        simulation.isComplete || simulation.nextEventTime == nil || simulation.stall != nil
      switch goal {
      case .time(let time):
        guard isOver || timeline.now >= time else { continue }
        timeline.seek(to: time)
        stopTravelling()
      case .step(let step):
        guard isOver || simulation.version >= step || timeline.now >= limit else { continue }
        stopTravelling()
        if simulation.version < step { notice("the run has no step \(step)") }
      }
    } while !isLate()
  }
}
