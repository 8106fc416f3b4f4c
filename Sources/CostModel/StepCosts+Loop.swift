import Quantities
import Specification

/// A phase of the RL loop that begins with samples being handed out.
public enum HandedPhase: Sendable, Hashable, CaseIterable {
  /// Samples go to the reference model.
  case reference
  /// Samples, their log-probabilities and advantages go to the trainer.
  case update
}

extension StepCosts {
  /// Seconds in which rewards of samples with so many tokens are reckoned, on one host.
  public func reward(tokens: Int) -> Seconds {
    Seconds(Double(max(0, tokens)) / Calibration.rewardRate.value)
  }

  /// Seconds in which one controller turns rewards into advantages.
  ///
  /// The samples of a group are normalised one by one, an operator each. Then each place of the padded
  /// batch has its reward (4 bytes) and its mask (8) read and its advantage written (4, besides the line
  /// that is fetched and the page that is cleared for it), by one process on one core, which is what Ray
  /// gives an actor.
  public func advantages(samples: Int) -> Seconds {
    let samples = Double(max(0, samples))
    let places = samples * Double(scenario.workload.responseLength.longest)
    return Seconds(samples * Calibration.gpuDispatch.value + 24 * places / Self.coreBandwidth)
  }

  /// Bytes a second of one core's share of its processor's memory.
  ///
  /// Eight channels of DDR5-5200 for the 80 cores of a Kunpeng 920 (Atlas 900 A3 SuperPoD white paper, v07:
  /// 32 DIMMs on four processors).
  private static let coreBandwidth = 8 * 41.6e9 / 80

  /// Bytes that are handed out for samples of so many tokens.
  ///
  /// Token, mask and position take 8 bytes each; the trainer also gets the reference's
  /// log-probability and the advantage, 4 bytes each.
  public func payload(of phase: HandedPhase, tokens: Int) -> Bytes {
    let each =
      switch phase {
      case .reference: 24
      case .update: 32
      }
    return Bytes(Int64(max(0, tokens)) * Int64(each))
  }

  /// Seconds from a phase's start until its last worker has what it works on.
  ///
  /// A single controller cuts the payload by data-parallel rank and serialises each part once for each
  /// worker of that rank, tensor · context · pipeline of them, as verl's dispatch by compute protocol
  /// does: what it serialises is the payload as often as a replica has dies, however many replicas there
  /// are. From a distributed queue all workers fetch at once what they need, and each needs no more than
  /// the whole.
  public func start(of phase: HandedPhase, payload: Bytes) -> Seconds {
    let bytes = Double(max(0, payload.count))
    switch scenario.policy.dataPath {
    case .controller:
      let copies = Double(max(1, scenario.training.diesPerReplica))
      return Seconds(bytes * copies / Calibration.controllerRate.value)
    case .distributedQueue:
      let rate = scenario.cluster.host.effectiveBandwidth.bytesPerSecond
      return Seconds(bytes / rate)
    }
  }

  /// Seconds in which every die moves so many bytes to its host's memory.
  public func offload(_ bytes: Bytes) -> Seconds {
    bytes / scenario.cluster.host.effectiveBandwidth
  }

  /// Seconds in which every die loads so many bytes from its host's memory.
  public func onload(_ bytes: Bytes) -> Seconds { bytes / scenario.cluster.host.effectiveBandwidth }

  /// Seconds in which a die's allocator gives so many bytes back, for another phase to have them.
  ///
  /// Nothing on GPUs, whose frameworks unmap in the background.
  public func release(_ bytes: Bytes) -> Seconds {
    guard Calibration.Family(scenario.cluster.chip) == .ascend else { return .zero }
    return Seconds(Double(max(0, bytes.count)) / Calibration.ascendRelease.value)
  }

  /// What a die must move to the host before it rolls out, and load before it trains.
  public var offloadedBytes: Bytes {
    trainingMemory.map { $0.weights + $0.optimizer }.max() ?? .zero
  }

  /// What a die must have to work: of training the weights and the optimizer, else rollout's weights.
  private var stateOfDie: Bytes {
    trainingMemory.map { $0.weights + $0.optimizer }.max() ?? rolloutMemory.weights
  }

  /// What a fault costs from the failure to the next useful second.
  public func recovery() -> [CostTerm] {
    switch scenario.faults.recovery {
    case .process:
      let state = stateOfDie
      let link = scenario.cluster.interServer ?? scenario.cluster.scaleOut
      return [
        CostTerm(
          name: "detection and restart of the process",
          seconds: scenario.faults.restarting.seconds,
          source: scenario.faults.restarting.source),
        CostTerm(
          name: "state from peers", seconds: state / link.effectiveBandwidth, source: link.source),
      ]
    case .task:
      let state = stateOfDie
      let host = scenario.cluster.host
      return [
        CostTerm(
          name: "detection and restart of the task",
          seconds: scenario.faults.restarting.seconds,
          source: scenario.faults.restarting.source),
        CostTerm(
          name: "checkpoint", seconds: state / host.effectiveBandwidth, source: host.source),
      ]
    }
  }
}
