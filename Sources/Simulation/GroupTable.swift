import Scheduling

/// The groups that were launched and not yet learned from, with their samples.
///
/// Slots are used again, so that the table stays as large as the most that were ever outstanding.
struct GroupTable: Sendable {
  /// All samples of a prompt.
  struct Group: Sendable {
    /// Its number in order of launch; it names its luck.
    var index: Int
    /// The weight version it started with.
    var version: Int
    /// Samples that are not finished.
    var unfinished: Int
    /// Whether it waits to be learned from, is learned from, or is written.
    var isOutstanding: Bool
  }

  /// The groups that started with one version.
  struct Cohort: Sendable {
    var version: Int
    var inFlight: Int
    /// Slots of groups that are finished, in the order they finished.
    var ready: [Int32]
  }

  let samplesPerGroup: Int
  private(set) var groups: [Group] = []
  /// The samples of slot *s* are `s · samplesPerGroup` and those that follow.
  var samples: [Sample] = []
  private(set) var cohorts: [Cohort] = []
  /// Groups launched since the start of the run.
  private(set) var launched = 0
  private var freeSlots: [Int32] = []

  init(samplesPerGroup: Int) {
    self.samplesPerGroup = samplesPerGroup
  }

  /// What a policy may know of the groups.
  func view(version: Int) -> ClusterView {
    ClusterView(
      version: version, launched: launched,
      cohorts: cohorts.map {
        ClusterView.Cohort(version: $0.version, inFlight: $0.inFlight, ready: $0.ready.count)
      })
  }

  /// The ids of a slot's samples.
  func samples(ofSlot slot: Int) -> Range<Int> {
    slot * samplesPerGroup..<(slot + 1) * samplesPerGroup
  }

  /// Launches the next group.
  ///
  /// - Returns: its slot.
  mutating func launch(version: Int, promptTokens: Int, lengths: [Int]) -> Int {
    let slot: Int
    if let free = freeSlots.popLast() {
      slot = Int(free)
    } else {
      slot = groups.count
      groups.append(Group(index: 0, version: 0, unfinished: 0, isOutstanding: false))
      for _ in 0..<samplesPerGroup {
        samples.append(Sample(group: Int32(slot), promptTokens: 0, length: 0))
      }
    }
    groups[slot] = Group(
      index: launched, version: version, unfinished: samplesPerGroup, isOutstanding: true)
    for (offset, length) in lengths.enumerated() {
      samples[slot * samplesPerGroup + offset] = Sample(
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

  /// Notes that a sample is finished.
  ///
  /// - Returns: whether its group is finished with it.
  mutating func finish(_ sample: Int32) -> Bool {
    let slot = Int(samples[Int(sample)].group)
    groups[slot].unfinished -= 1
    guard groups[slot].unfinished == 0 else { return false }
    if let cohort = cohorts.firstIndex(where: { $0.version == groups[slot].version }) {
      cohorts[cohort].inFlight -= 1
      cohorts[cohort].ready.append(Int32(slot))
    }
    return true
  }

  /// Takes ready groups to learn from: so many of each cohort, those launched first.
  ///
  /// - Returns: their slots, in order of launch within each version.
  mutating func take(_ counts: [Int]) -> [Int32] {
    var taken: [Int32] = []
    for (cohort, count) in counts.enumerated() where count > 0 {
      cohorts[cohort].ready.sort { groups[Int($0)].index < groups[Int($1)].index }
      taken += cohorts[cohort].ready.prefix(count)
      cohorts[cohort].ready.removeFirst(count)
    }
    cohorts.removeAll { $0.inFlight == 0 && $0.ready.isEmpty }
    return taken
  }

  /// Gives back the slots of groups that were learned from.
  mutating func release(_ slots: [Int32]) {
    for slot in slots { groups[Int(slot)].isOutstanding = false }
    freeSlots += slots.reversed()
  }
}
