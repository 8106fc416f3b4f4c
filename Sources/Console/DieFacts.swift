import Quantities
import Specification
import Telemetry

/// What can be told of one die: what it does, and the places it has in the layouts.
struct DieFacts {
  let die: Int
  let entry: DieLedger.Entry
  let load: DieLoad
  let memory: MemoryUse
  /// The replica it belongs to, and which rank of it; `nil` outside of the rollout pool.
  let place: (replica: Int, rank: Int, tensor: Int)?
  /// Its samples, where it rolls out.
  let rank: ReplicaStatus.Rank?
  let replica: ReplicaStatus?
  /// Its coordinates in training; `nil` outside of the training pool.
  let training: (stage: Int, data: Int, context: Int, tensor: Int)?

  /// Gathers what a state tells of a die; `nil` for a die that the cluster does not have.
  init?(_ die: Int, of state: ClusterState) {
    guard state.ledger.entries.indices.contains(die) else { return nil }
    self.die = die
    entry = state.ledger.entries[die]
    load = state.loads[die]
    memory = state.memory[die]
    let index = state.replicas.firstIndex { replica in
      let count = replica.ranks.count * replica.diesPerRank
      return (replica.firstDie..<replica.firstDie + count).contains(die)
    }
    if let index {
      let replica = state.replicas[index]
      let offset = die - replica.firstDie
      let rank = offset / max(1, replica.diesPerRank)
      place = (index, rank, offset % max(1, replica.diesPerRank))
      self.rank = replica.ranks[rank]
      self.replica = replica
    } else {
      place = nil
      rank = nil
      replica = nil
    }
    training = Self.trainingPlace(of: die, in: state.scenario)
  }

  /// Ranks run tensor fastest, then context, data and stage.
  private static func trainingPlace(
    of die: Int, in scenario: Scenario
  ) -> (stage: Int, data: Int, context: Int, tensor: Int)? {
    guard scenario.trainingDies.contains(die) else { return nil }
    let layout = scenario.training
    let offset = die - scenario.trainingDies.lowerBound
    let tensor = max(1, layout.tensor)
    let context = max(1, layout.context)
    let data = max(1, scenario.trainingData)
    return (
      offset / (tensor * context * data), offset / (tensor * context) % data,
      offset / tensor % context, offset % tensor
    )
  }

  /// The time the die has spent in an activity up to now.
  func time(in activity: Activity, of state: ClusterState) -> Double {
    var time = state.ledger.time(of: die, in: activity).seconds
    let open = (state.now - entry.since).seconds
    // An open pass is part busy and part bubble, as the ledger will enter it.
    let isPass = entry.activity == .reference || entry.activity == .update
    if activity == entry.activity {
      time += isPass ? open * min(max(entry.utilisation, 0), 1) : open
    } else if activity == .bubble, isPass {
      time += open * (1 - min(max(entry.utilisation, 0), 1))
    }
    return time
  }
}
