import HeapModule

/// The order in which running samples are finished, and in which they entered.
///
/// Both orders are heaps, and a sample that leaves early is not looked for in them: what no longer holds
/// is passed over when it comes up, so that an eviction is O(log n) though the cache be full all the time.
extension Replica {
  /// The decode step at which a sample enters the batch or is finished.
  struct Milestone: Comparable, Sendable {
    var step: Int64
    var sample: Int32
    /// The sample's rank, counted over all replicas: the place of one that left may be taken by
    /// another, or it may run elsewhere.
    var rank: Int32

    static func < (lhs: Milestone, rhs: Milestone) -> Bool {
      lhs.step != rhs.step ? lhs.step < rhs.step : lhs.sample < rhs.sample
    }
  }

  /// Milestones that are kept, those that no longer hold among them.
  var milestoneCount: Int { finishes.count + entries.reduce(0) { $0 + $1.count } }

  /// Samples in all batches, by id.
  func runningSamples(in samples: [Sample]) -> [Int32] {
    let sorted = finishes.unordered.filter { isFinish($0, in: samples) }.map(\.sample).sorted()
    // One that left and came back within a step stands there twice.
    return sorted.indices.filter { $0 == 0 || sorted[$0] != sorted[$0 - 1] }.map { sorted[$0] }
  }

  /// The running sample that is finished next.
  mutating func nextFinish(_ samples: [Sample]) -> Milestone? {
    while let first = finishes.min {
      if isFinish(first, in: samples) { return first }
      finishes.removeMin()
    }
    return nil
  }

  /// Forgets when samples were to be finished that left before.
  ///
  /// - Complexity: O(samples running and forgotten).
  mutating func dropStaleFinishes(_ samples: [Sample]) {
    finishes = Heap(finishes.unordered.filter { isFinish($0, in: samples) })
  }

  /// Begins to keep the order of entry.
  ///
  /// - Complexity: O(samples running).
  mutating func orderEntries(_ samples: [Sample]) {
    var entered: [[Milestone]] = Array(repeating: [], count: ranks.count)
    for finish in finishes.unordered where isFinish(finish, in: samples) {
      let start = samples[Int(finish.sample)].startStep
      entered[Int(finish.rank) % ranks.count].append(
        Milestone(step: start, sample: finish.sample, rank: finish.rank))
    }
    entries = entered.map { Heap($0) }
  }

  /// Keeps that a sample entered a rank, where the order of entry is kept.
  mutating func noteEntry(_ id: Int32, rank: Int, _ samples: [Sample]) {
    let sample = samples[Int(id)]
    entries[rank].insert(Milestone(step: sample.startStep, sample: id, rank: sample.rank))
    guard entries[rank].count > 2 * ranks[rank].running + 16 else { return }
    entries[rank] = Heap(entries[rank].unordered.filter { isEntry($0, in: samples) })
  }

  /// Whether a sample still runs as it entered then.
  func isEntry(_ entry: Milestone, in samples: [Sample]) -> Bool {
    let sample = samples[Int(entry.sample)]
    return sample.isRunning && sample.rank == entry.rank && sample.startStep == entry.step
  }

  /// Whether a sample still runs that is finished then.
  private func isFinish(_ finish: Milestone, in samples: [Sample]) -> Bool {
    let sample = samples[Int(finish.sample)]
    return sample.isRunning && sample.rank == finish.rank
      && sample.finishStep(tokensPerStep: tokensPerStep) == finish.step
  }
}
