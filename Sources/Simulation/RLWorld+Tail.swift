import EventKernel
import Quantities
import Scheduling
import Specification
import Telemetry

extension RLWorld {
  /// Drops what was started for an update that has its batch now.
  mutating func dropSurplusGroups(in context: inout Context<Event>) {
    let count = scheduler.groupsToDrop(table.view(version: version))
    dropGroups(count, keepingPrompts: scheduler.keepsDroppedPrompts, in: &context)
  }

  /// Drops what another policy over-provisioned, if the present one would learn from it too late.
  mutating func dropSurplusGroups(startedBy former: Scheduler, in context: inout Context<Event>) {
    let count = scheduler.groupsToDrop(table.view(version: version), startedBy: former)
    dropGroups(count, keepingPrompts: former.keepsDroppedPrompts, in: &context)
    if count > 0 { tellQueue(at: context.now) }
  }

  private mutating func dropGroups(
    _ count: Int, keepingPrompts: Bool, in context: inout Context<Event>
  ) {
    guard count > 0 else { return }
    let slots = table.slotsToDrop(count)
    // What the trainer reads ahead is in line still.
    if isReadingAhead { batch.removeAll { slots.contains(Int($0)) } }
    reader.slots.removeAll { slots.contains(Int($0)) }
    for slot in slots {
      for id in table.samples(ofSlot: slot) where table.samples[id].status == .finished {
        totals.tokensDropped += Int(table.samples[id].length)
        totals.samplesDropped += 1
      }
      drop(table.dropPending(ofSlot: slot), in: &context)
      table.drop(slot: slot, keepingPrompt: keepingPrompts)
    }
  }

  /// Takes samples that were given up from their replicas.
  mutating func drop(_ samples: [Int32], in context: inout Context<Event>) {
    totals.samplesDropped += samples.count
    remove(samples, in: &context)
  }

  /// Takes samples from their replicas; they keep what they have written.
  private mutating func remove(_ samples: [Int32], in context: inout Context<Event>) {
    let data = scenario.rollout.data
    var start = samples.startIndex
    let order = samples.sorted {
      (table.samples[Int($0)].rank, $0) < (table.samples[Int($1)].rank, $1)
    }
    while start < order.endIndex {
      let index = Int(table.samples[Int(order[start])].rank) / data
      var end = start
      while end < order.endIndex, Int(table.samples[Int(order[end])].rank) / data == index {
        end += 1
      }
      let due = replicas[index].remove(
        Array(order[start..<end]), from: &table.samples, at: context.now)
      if let due { schedule(due, ofReplica: index, in: &context) }
      if replicas[index].isOpen { enter(replica: index, at: context.now) }
      start = end
    }
  }

  /// Moves running samples from busy ranks to others, if that lets all run smaller batches.
  ///
  /// Only in the tail, when no sample waits for room: before that, ranks are filled anyway.
  mutating func migrate(in context: inout Context<Event>) {
    guard isRolloutOpen, replicas.allSatisfy({ $0.waiting == 0 || !$0.isOpen }) else { return }
    let data = scenario.rollout.data
    var running: [Int?] = []
    running.reserveCapacity(replicas.count * data)
    for replica in replicas {
      let takesPart = replica.isOpen && (replica.mode == .decoding || replica.mode == .stopped)
      for rank in replica.ranks { running.append(takesPart ? rank.running : nil) }
    }
    let moves = Rebalancer(buckets: graphSizes).moves(running: running)
    guard !moves.isEmpty else { return }
    var targets: [Int] = []
    for one in moves { move(one, targets: &targets, in: &context) }
    for index in targets.sorted() {
      wake(index, in: &context)
      enter(replica: index, at: context.now)
    }
    noteRolloutRole(at: context.now)
  }

  /// Moves those samples of a rank that have least in the cache.
  private mutating func move(
    _ move: Rebalancer.Move, targets: inout [Int], in context: inout Context<Event>
  ) {
    let data = scenario.rollout.data
    let ofRank = replicas[move.from / data].runningSamples(in: table.samples).filter {
      Int(table.samples[Int($0)].rank) == move.from
    }
    let lightest = ofRank.sorted { lhs, rhs in
      let (left, right) = (table.samples[Int(lhs)], table.samples[Int(rhs)])
      let (held, other) = (
        left.contextTokens - Int(left.startStep), right.contextTokens - Int(right.startStep)
      )
      return held != other ? held < other : lhs < rhs
    }
    let chosen = Array(lightest.prefix(move.samples))
    remove(chosen, in: &context)
    for id in chosen {
      setRank(Int32(move.to), of: id)
      table.samples[Int(id)].keepsCache = true
      replicas[move.to / data].enqueue(id, rank: move.to % data)
    }
    totals.samplesMigrated += chosen.count
    if !targets.contains(move.to / data) { targets.append(move.to / data) }
  }

  /// Batch sizes that decode graphs are captured for.
  private var graphSizes: [Int] {
    if case .buckets(let sizes) = scenario.rollout.graphs { return sizes }
    return []
  }
}
