import Scheduling

/// The groups that were launched and neither learned from nor dropped, with their samples.
///
/// Slots are used again, so that the table stays as large as the most that were ever outstanding.
struct GroupTable: Sendable {
  /// All samples of a prompt.
  struct Group: Sendable {
    /// Its number, which names its luck.
    ///
    /// A dropped prompt that starts anew keeps it.
    var index: Int
    /// The weight version it started with.
    var version: Int
    /// How many were launched before it.
    var order: Int
    /// Its first sample; the others follow.
    var first: Int
    /// Samples that were started.
    var count: Int
    /// Samples that it still needs.
    var unfinished: Int
    /// Whether it waits to be learned from, is learned from, or is written.
    var isOutstanding: Bool
    /// Whether the reference model has read it.
    var isRead = false
  }

  /// The groups that started with one version.
  struct Cohort: Sendable {
    var version: Int
    var inFlight: Int
    /// Slots of groups that are finished, in the order they finished.
    var ready: [Int32]
  }

  private(set) var groups: [Group] = []
  /// The samples of all slots.
  var samples: [Sample] = []
  private(set) var cohorts: [Cohort] = []
  /// Groups launched since the start of the run, less those that were dropped.
  private(set) var launched = 0
  /// Groups that were dropped since the start of the run.
  private(set) var dropped = 0
  /// Groups given to the trainer since the start of the run.
  private(set) var taken = 0
  /// Prompts that were dropped and are to be started anew, first dropped first.
  private(set) var deferred: [Int] = []
  /// Whether what is written is a round of such prompts.
  private(set) var isDeferredRound = false
  private var nextIndex = 0
  private var freeSlots: [Int32] = []

  /// What a policy may know of the groups.
  func view(version: Int) -> ClusterView {
    ClusterView(
      version: version, launched: launched, taken: taken, deferred: deferred.count,
      isDeferredRound: isDeferredRound,
      cohorts: cohorts.map {
        ClusterView.Cohort(version: $0.version, inFlight: $0.inFlight, ready: $0.ready.count)
      })
  }

  /// The ids of a slot's samples.
  func samples(ofSlot slot: Int) -> Range<Int> {
    groups[slot].first..<groups[slot].first + groups[slot].count
  }

  /// Whether all samples that a group needs are there.
  func isReady(_ slot: Int) -> Bool { groups[slot].isOutstanding && groups[slot].unfinished == 0 }

  /// The number of the next group to launch: a new prompt, or one that was dropped before.
  mutating func nextGroup(isDeferred: Bool) -> Int {
    if isDeferred, !deferred.isEmpty {
      isDeferredRound = true
      return deferred.removeFirst()
    }
    nextIndex += 1
    return nextIndex - 1
  }

  /// Launches a group that needs so many of its samples, the first to end.
  ///
  /// - Returns: its slot.
  mutating func launch(
    group index: Int, version: Int, promptTokens: Int, lengths: [Int], needed: Int
  ) -> Int {
    let slot = takeSlot(samples: lengths.count)
    let first = groups[slot].first
    groups[slot] = Group(
      index: index, version: version, order: launched + dropped, first: first,
      count: lengths.count, unfinished: needed, isOutstanding: true)
    for (offset, length) in lengths.enumerated() {
      samples[first + offset] = Sample(
        group: Int32(slot), promptTokens: Int32(promptTokens), length: Int32(length))
    }
    launched += 1
    if let last = cohorts.indices.last, cohorts[last].version == version {
      cohorts[last].inFlight += 1
    } else {
      cohorts.append(Cohort(version: version, inFlight: 1, ready: []))
    }
    return slot
  }

  /// A free slot for so many samples.
  private mutating func takeSlot(samples count: Int) -> Int {
    if let place = freeSlots.lastIndex(where: { groups[Int($0)].count == count }) {
      return Int(freeSlots.remove(at: place))
    }
    let slot = groups.count
    groups.append(
      Group(
        index: 0, version: 0, order: 0, first: samples.count, count: count, unfinished: 0,
        isOutstanding: false))
    for _ in 0..<count {
      samples.append(Sample(group: Int32(slot), promptTokens: 0, length: 0))
    }
    return slot
  }

  /// Notes that a sample is finished.
  ///
  /// - Returns: the slot of its group, if the group is finished with it.
  mutating func finish(_ sample: Int32) -> Int? {
    let slot = Int(samples[Int(sample)].group)
    samples[Int(sample)].status = .finished
    groups[slot].unfinished -= 1
    guard groups[slot].unfinished == 0 else { return nil }
    if let cohort = cohorts.firstIndex(where: { $0.version == groups[slot].version }) {
      cohorts[cohort].inFlight -= 1
      cohorts[cohort].ready.append(Int32(slot))
    }
    return slot
  }

  /// Gives up the samples of a group that are not written to their end.
  ///
  /// - Returns: their ids.
  mutating func dropPending(ofSlot slot: Int) -> [Int32] {
    var ids: [Int32] = []
    for id in samples(ofSlot: slot) where samples[id].status == .pending {
      samples[id].status = .dropped
      ids.append(Int32(id))
    }
    return ids
  }

  /// The groups to drop first: those being written, first launched first, then finished ones, last
  /// launched first.
  func slotsToDrop(_ count: Int) -> [Int] {
    let inFlight = groups.indices.filter { groups[$0].isOutstanding && !isReady($0) }
      .sorted { groups[$0].order < groups[$1].order }
    let ready = cohorts.flatMap { $0.ready.map(Int.init) }
      .sorted { groups[$0].order > groups[$1].order }
    return Array((inFlight + ready).prefix(count))
  }

  /// Forgets a group whose samples are dropped; its prompt may be kept, to be started anew.
  mutating func drop(slot: Int, keepingPrompt: Bool) {
    let wasReady = isReady(slot)
    if let cohort = cohorts.firstIndex(where: { $0.version == groups[slot].version }) {
      if wasReady {
        cohorts[cohort].ready.removeAll { $0 == Int32(slot) }
      } else {
        cohorts[cohort].inFlight -= 1
      }
    }
    cohorts.removeAll { $0.inFlight == 0 && $0.ready.isEmpty }
    launched -= 1
    dropped += 1
    if keepingPrompt { deferred.append(groups[slot].index) }
    release([Int32(slot)])
  }

  /// Takes ready groups to learn from: so many of each cohort, those launched first.
  ///
  /// - Returns: their slots, in order of launch within each version.
  mutating func take(_ counts: [Int]) -> [Int32] {
    var slots: [Int32] = []
    for (cohort, count) in counts.enumerated() where count > 0 {
      cohorts[cohort].ready.sort { groups[Int($0)].order < groups[Int($1)].order }
      slots += cohorts[cohort].ready.prefix(count)
      cohorts[cohort].ready.removeFirst(count)
    }
    cohorts.removeAll { $0.inFlight == 0 && $0.ready.isEmpty }
    taken += slots.count
    isDeferredRound = false
    return slots
  }

  /// Notes that the reference model has read groups.
  mutating func markRead(_ slots: [Int32]) {
    for slot in slots { groups[Int(slot)].isRead = true }
  }

  /// Gives back the slots of groups that were learned from.
  mutating func release(_ slots: [Int32]) {
    for slot in slots { groups[Int(slot)].isOutstanding = false }
    freeSlots += slots.reversed()
  }
}
