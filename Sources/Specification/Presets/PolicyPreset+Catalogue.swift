extension PolicyPreset {
  /// All presets, in the order in which comparisons list them.
  public static let all: [PolicyPreset] = [
    separate, verl, mindSpeedRL, asyncFlow, areal, streamRL, rollPacker, seer, laminar, rlFusion,
    rlFusionStaleSync,
  ]

  /// Pools of their own that alternate: the baseline of Huawei's report.
  public static let separate = PolicyPreset(
    "separate", paper: "QbitAI, 2025-06-05, on Pangu Ultra MoE: separate placement, on-policy",
    summary: "halves for training and rollout, in turns, through a single controller",
    leftOut: "the report's own split of the dies, which is not public",
    trainingShare: 0.5, coupling: .synchronous, dataPath: .controller)

  /// HybridFlow.
  public static let verl = PolicyPreset(
    "verl", paper: "HybridFlow, arXiv 2409.19256",
    summary:
      "all roles on the same dies in turn (3D-HybridEngine), a single controller, "
      + "groups kept together",
    leftOut: "the mapping search over placements",
    coupling: .synchronous, dataPath: .controller, dispatch: .grouped)

  /// MindSpeed RL.
  public static let mindSpeedRL = PolicyPreset(
    "mindspeed-rl", paper: "MindSpeed RL, arXiv 2507.19017",
    summary:
      "shared dies, transfer dock as a distributed queue, partial rollout at a "
      + "threshold of 0.8",
    leftOut: "allgather-swap resharding, which is the scenario's strategy to choose",
    coupling: .synchronous, dataPath: .distributedQueue, tail: .partial(share: 0.8))

  /// AsyncFlow.
  public static let asyncFlow = PolicyPreset(
    "asyncflow", paper: "AsyncFlow, arXiv 2507.01663",
    summary:
      "a pool for each task, the reference model's too where the layouts leave it "
      + "one, TransferQueue with streaming between them, weights one step behind",
    leftOut: "updates streamed by micro-batch, the planner's split of the pools",
    trainingShare: 0.5, readsApart: true, coupling: .bounded, staleness: 1,
    dataPath: .distributedQueue)

  /// AReaL.
  public static let areal = PolicyPreset(
    "areal", paper: "AReaL, arXiv 2505.24298",
    summary:
      "a quarter of the dies trains; fully asynchronous with interruptible "
      + "generation, staleness up to 4",
    leftOut: "the decoupled objective, which is no matter of time",
    trainingShare: 0.25, coupling: .asynchronous, staleness: 4, dataPath: .distributedQueue)

  /// StreamRL.
  public static let streamRL = PolicyPreset(
    "streamrl", paper: "StreamRL, arXiv 2504.15930",
    summary:
      "separate pools, one step off-policy, streamed samples, longest expected first "
      + "by a trained ranker",
    leftOut: "instances split by length, pools resized while running",
    trainingShare: 0.5, coupling: .oneStepOff, dataPath: .distributedQueue,
    dispatch: .longestFirst(error: 0.5))

  /// RollPacker.
  public static let rollPacker = PolicyPreset(
    "rollpacker", paper: "RollPacker, arXiv 2509.21009",
    summary:
      "shared dies, on-policy, 1.25 times prompts and responses, long prompts in "
      + "rounds of their own",
    leftOut: "elastic parallelism and the streaming trainer",
    coupling: .synchronous, dataPath: .distributedQueue, tail: .tailBatching(factor: 1.25))

  /// Seer.
  public static let seer = PolicyPreset(
    "seer", paper: "Seer, arXiv 2511.14617",
    summary:
      "shared dies, on-policy, longest expected first, running samples moved between "
      + "replicas with their KV cache",
    leftOut: "grouped speculative decoding",
    coupling: .synchronous, dataPath: .distributedQueue, tail: .migrate,
    dispatch: .longestFirst(error: 0.5))

  /// Laminar.
  public static let laminar = PolicyPreset(
    "laminar", paper: "Laminar, arXiv 2510.12633",
    summary: "separate pools, replicas take weights from relays in the hosts, long samples moved",
    leftOut: "replicas that wait for their samples to end before they take weights",
    trainingShare: 0.5, coupling: .asynchronous, staleness: 4, dataPath: .distributedQueue,
    tail: .migrate)

  /// RL Fusion.
  public static let rlFusion = PolicyPreset(
    "rl-fusion", paper: "QbitAI, 2025-06-05, on Pangu Ultra MoE: RL Fusion",
    summary: "training and rollout on the same dies in turn, through a single controller",
    leftOut: "the report's layouts, which are not public",
    coupling: .synchronous, dataPath: .controller)

  /// RL Fusion with StaleSync and DistQueue.
  public static let rlFusionStaleSync = PolicyPreset(
    "rl-fusion-stalesync",
    paper: "QbitAI, 2025-06-05, on Pangu Ultra MoE: RL Fusion, StaleSync and DistQueue",
    summary: "the same dies in turn, samples up to one version behind, through a distributed queue",
    leftOut: "roles that run beside each other on the same dies",
    coupling: .bounded, staleness: 1, dataPath: .distributedQueue)

  /// The preset of a name.
  public static func named(_ name: String) -> PolicyPreset? { all.first { $0.name == name } }
}
