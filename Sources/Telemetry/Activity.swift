/// What a die is doing: at every instant exactly one of these.
public enum Activity: UInt8, Hashable, Sendable, CaseIterable {
  /// Reads prompts (or, after an interruption, whole contexts) into the KV cache.
  case prefill
  /// Writes answers, token by token.
  case decode
  /// Computes the reference model's log-probabilities.
  case reference
  /// Waits while the hosts score samples.
  case reward
  /// Learns: forward, backward, optimizer.
  case update
  /// Idles inside a pipelined pass, because its stage has nothing to do.
  case bubble
  /// Sends and receives weights for another layout.
  case reshard
  /// Moves training or inference state between its memory and the host's.
  case offload
  /// Waits for the controller to gather or hand out samples.
  case waitingController
  /// Training waits until enough samples are finished.
  case waitingSamples
  /// Rollout waits for new weights, because the staleness bound forbids to start more.
  case waitingWeights
  /// Rollout has no samples left, and the slowest replica goes on.
  case waitingReplica
  /// Waits for data-parallel peers: in lock-step with a busier rank, or for one that is under recovery.
  case waitingPeers
  /// Waits for the queue: a full one takes no more samples, or what was asked of it is on its way.
  case waitingQueue
  /// Failed, or under recovery.
  case failed
  /// Has no work by placement.
  case idle

  /// Whether this activity moves the run forward, as opposed to waiting.
  public var isWork: Bool {
    switch self {
    case .prefill, .decode, .reference, .update: true
    case .reward, .bubble, .reshard, .offload, .waitingController, .waitingSamples,
      .waitingWeights, .waitingReplica, .waitingPeers, .waitingQueue, .failed, .idle:
      false
    }
  }

  /// The name as reports and files write it.
  public var name: String {
    switch self {
    case .prefill: "prefill"
    case .decode: "decode"
    case .reference: "reference"
    case .reward: "reward"
    case .update: "update"
    case .bubble: "bubble"
    case .reshard: "reshard"
    case .offload: "offload"
    case .waitingController: "wait controller"
    case .waitingSamples: "wait samples"
    case .waitingWeights: "wait weights"
    case .waitingReplica: "wait replica"
    case .waitingPeers: "wait peers"
    case .waitingQueue: "wait queue"
    case .failed: "failed"
    case .idle: "idle"
    }
  }
}
