import EventKernel
import Quantities
import Scheduling
import Specification

extension RLWorld {
  /// Hands out the samples of groups that were just launched, as the policy has it.
  mutating func dispatch(_ slots: [Int]) {
    switch scenario.policy.dispatch {
    case .interleaved:
      var dispatcher = Dispatcher(loads: rankLoads(inTokens: false))
      for slot in slots {
        for id in table.samples(ofSlot: slot) { hand(Int32(id), to: dispatcher.next()) }
      }
    case .grouped:
      var dispatcher = Dispatcher(loads: rankLoads(inTokens: false))
      for slot in slots {
        let ids = table.samples(ofSlot: slot)
        let place = dispatcher.next(adding: ids.count)
        for id in ids { hand(Int32(id), to: place) }
      }
    case .roundRobin:
      for slot in slots {
        for id in table.samples(ofSlot: slot) { hand(Int32(id), to: takeTurn()) }
      }
    case .longestFirst(let error):
      var ids: [Int32] = []
      for slot in slots {
        let group = table.samples(ofSlot: slot)
        let factors = predictor.factors(
          ofGroup: table.groups[slot].index, count: group.count, error: error)
        for (id, factor) in zip(group, factors) {
          let expected = Double(table.samples[id].length) * factor
          table.samples[id].expected = Int32(max(1, min(1e9, expected)).rounded())
          ids.append(Int32(id))
        }
      }
      ids.sort { lhs, rhs in
        let (left, right) = (table.samples[Int(lhs)].expected, table.samples[Int(rhs)].expected)
        return left != right ? left > right : lhs < rhs
      }
      var dispatcher = Dispatcher(loads: rankLoads(inTokens: true))
      for id in ids {
        hand(id, to: dispatcher.next(adding: Int(table.samples[Int(id)].expected)))
      }
    }
  }

  /// Whether a replica is up, and open unless all are closed.
  private func takesSamples(_ index: Int) -> Bool {
    replicas[index].mode != .failed && (replicas[index].isOpen || !isRolloutOpen)
  }

  /// The place whose turn it is, of those that are up; all take turns where none is.
  private mutating func takeTurn() -> Int {
    let places = replicas.count * scenario.rollout.data
    for offset in 0..<places {
      let place = (nextTurn + offset) % places
      guard takesSamples(place % replicas.count) else { continue }
      nextTurn = (place + 1) % places
      return place
    }
    defer { nextTurn = (nextTurn + 1) % places }
    return nextTurn % places
  }

  /// Hands samples out anew, as when their replica is gone.
  mutating func redispatch(_ samples: [Int32]) {
    var dispatcher = Dispatcher(loads: rankLoads(inTokens: false))
    for sample in samples { hand(sample, to: dispatcher.next()) }
  }

  /// What each rank has to do, over all replicas; `nil` for ranks that are down.
  ///
  /// In samples, running or waiting, or in the tokens that these are expected to have. Ranks stand in
  /// turns, one of each replica after another, so that equally busy ranks fill all replicas evenly. Where
  /// everything is down, all ranks take samples and keep them until they are back.
  private func rankLoads(inTokens: Bool) -> [Int?] {
    let isNoneUp = !replicas.indices.contains(where: takesSamples)
    var loads: [Int?] = Array(repeating: nil, count: replicas.count * scenario.rollout.data)
    for (index, replica) in replicas.enumerated() where takesSamples(index) || isNoneUp {
      for rank in replica.ranks.indices {
        loads[rank * replicas.count + index] =
          inTokens ? 0 : replica.load(ofRank: rank)
      }
    }
    guard inTokens else { return loads }
    if let serving {
      for rank in serving.expected.indices {
        loads[place(ofRank: rank)]? += serving.expected[rank]
      }
      return loads
    }
    for group in table.groups where group.isOutstanding {
      for sample in table.samples[group.first..<group.first + group.count]
      where sample.status == .pending && sample.rank >= 0 {
        loads[place(ofRank: Int(sample.rank))]? += Int(sample.expected)
      }
    }
    return loads
  }

  /// Where a rank stands among the loads.
  private func place(ofRank rank: Int) -> Int {
    let data = scenario.rollout.data
    return rank % data * replicas.count + rank / data
  }

  /// Notes which rank a sample is with.
  mutating func setRank(_ rank: Int32, of sample: Int32) {
    serving?.expect(table.samples[Int(sample)], at: rank)
    table.samples[Int(sample)].rank = rank
  }

  mutating func hand(_ sample: Int32, to place: Int?) {
    let place = place ?? 0
    let replica = place % replicas.count
    let rank = place / replicas.count
    setRank(Int32(replica * replicas[replica].ranks.count + rank), of: sample)
    table.samples[Int(sample)].keepsCache = false
    replicas[replica].enqueue(sample, rank: rank)
  }
}
