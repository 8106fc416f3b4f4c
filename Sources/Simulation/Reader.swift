import EventKernel
import Quantities
import Scheduling
import Specification
import Telemetry

/// A reference model, and a reward model, on dies that neither train nor roll out.
///
/// They read finished groups while others are written and while the trainer learns, one lot after the
/// other; an update waits for its batch to be read.
struct Reader: Sendable {
  /// Slots of the groups that are read.
  var slots: [Int32] = []
  /// The way through them.
  var legs: [Leg] = []
  /// The leg that is under way, or stopped; `nil` for none.
  var leg: Int?
  /// Whether the leg waits for a failed card, to begin again.
  var isSuspended = false
  /// The end of the leg.
  var alarm = Alarm()
}

extension RLWorld {
  /// Lets those who read on dies of their own begin, if they are free and there is enough to read: the
  /// batch that the trainer waits for, or what streams to them.
  mutating func startReading(in context: inout Context<Event>) {
    guard plan.readsApart, reader.leg == nil else { return }
    var isAhead = false
    if case .awaitingReading = trainer {
      reader.slots = batch.filter { !table.groups[Int($0)].isRead }
    } else if plan.streams {
      let unread = table.cohorts.flatMap(\.ready).filter { !table.groups[Int($0)].isRead }
      guard unread.count >= max(1, scheduler.batch / 16) else { return }
      reader.slots = unread
      isAhead = true
    }
    guard !reader.slots.isEmpty else { return }
    let lengths = lengths(of: reader.slots)
    reader.legs = plan { $0.readingApart(lengths: lengths, isAhead: isAhead) }
    beginReader(leg: 0, in: &context)
  }

  private mutating func beginReader(leg index: Int, in context: inout Context<Event>) {
    let leg = reader.legs[index]
    reader.leg = index
    reader.isSuspended = hasFailure(in: leg.neededDies)
    guard !reader.isSuspended else {
      for dies in leg.neededDies {
        enterActivity(.waitingPeers, dies: dies, at: context.now)
      }
      return
    }
    for role in [Role.reference, .reward] {
      let isScored = role == .reward && leg.rewardAlongside > .zero
      note(role, isRunning: role == leg.role || isScored, at: context.now)
    }
    tell(leg, isAside: true, at: context.now)
    enterWaitingReader(beside: leg.dies, at: context.now)
    enterParts(of: leg, at: context.now)
    let stamp = reader.alarm.set()
    context.schedule(.reading(stamp), after: leg.duration)
    if leg.rewardAlongside > .zero {
      context.schedule(.readingScored(stamp), after: leg.rewardAlongside)
    }
  }

  /// Goes on to the reader's next leg, or ends with what is read.
  mutating func endReaderLeg(in context: inout Context<Event>) {
    guard let index = reader.leg else { return }
    bookLanes(of: reader.legs[index], at: context.now)
    guard index + 1 == reader.legs.count else {
      beginReader(leg: index + 1, in: &context)
      return
    }
    table.markRead(reader.slots)
    clearReader(at: context.now)
    guard case .awaitingReading = trainer else {
      startReading(in: &context)
      return
    }
    // What was read ahead as the batch was taken may have been others, or a part of it.
    if batch.contains(where: { !table.groups[Int($0)].isRead }) {
      startReading(in: &context)
    } else {
      begin(leg: 0, in: &context)
      enterResting(at: context.now)
      startReading(in: &context)
    }
  }

  /// Ends scoring that went on beside reading.
  mutating func endScoring(at now: SimTime) {
    note(.reward, isRunning: false, at: now)
    let dies = plan.pools.reward
    if !dies.isEmpty { enterActivity(.waitingSamples, dies: dies, at: now) }
  }

  /// Leaves those who read with nothing to do; what they were at is unread.
  mutating func clearReader(at now: SimTime) {
    if reader.leg != nil {
      tell(.aside(nil), at: now)
      for role in [Role.reference, .reward] { note(role, isRunning: false, at: now) }
    }
    reader.alarm.cancel()
    reader = Reader(alarm: reader.alarm)
    enterWaitingReader(beside: [], at: now)
  }

  /// Stops those who read until no die that they need is down.
  ///
  /// From the start of the present lot, where they lose what they have read of it.
  mutating func suspendReader(fromStart: Bool, in context: inout Context<Event>) {
    guard let index = reader.leg, !reader.isSuspended, hasFailure(in: reader.legs[index].neededDies)
    else { return }
    reader.alarm.cancel()
    reader.isSuspended = true
    reader.leg = fromStart ? 0 : index
    tell(.aside(nil), at: context.now)
    for role in [Role.reference, .reward] { note(role, isRunning: false, at: context.now) }
    for dies in reader.legs[index].neededDies {
      enterActivity(.waitingPeers, dies: dies, at: context.now)
    }
  }

  /// Lets those who read go on, if all their dies are up.
  mutating func resumeReader(in context: inout Context<Event>) {
    guard let index = reader.leg else {
      enterWaitingReader(beside: [], at: context.now)
      return
    }
    guard reader.isSuspended, !hasFailure(in: reader.legs[index].neededDies) else { return }
    beginReader(leg: index, in: &context)
  }

  /// Enters those of the reader's dies as waiting that a leg does not occupy.
  private mutating func enterWaitingReader(beside dies: [Range<Int>], at now: SimTime) {
    guard plan.readsApart else { return }
    let pools = plan.pools
    for pool in Pools.union([pools.reference, pools.reward]) {
      for part in Pools.remainder(of: pool, without: dies) {
        enterActivity(.waitingSamples, dies: part, at: now)
      }
    }
  }
}
