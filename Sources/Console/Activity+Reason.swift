import Telemetry

extension Activity {
  /// What a die does in this activity, or what it waits for: why it is in it.
  var reason: String {
    switch self {
    case .prefill: "reads prompts into the KV cache"
    case .decode: "writes answers, a token of each sample a step"
    case .reference: "computes the reference model's log-probabilities"
    case .reward: "waits while the hosts score the samples"
    case .update: "learns: forward, backward, optimizer"
    case .bubble: "idles in a pipelined pass: its stage has nothing to do"
    case .reshard: "sends and receives weights for the other layout"
    case .offload: "moves state between its memory and the host's"
    case .waitingController: "waits for the controller to gather or hand out samples"
    case .waitingSamples: "training waits until enough samples are finished"
    case .waitingWeights: "the staleness bound lets no more start before new weights"
    case .waitingReplica: "has no samples left; slower replicas go on"
    case .waitingPeers: "others it depends on go on: busier ranks, or a card that recovers"
    case .waitingQueue: "the queue is full, or what was asked of it is on its way"
    case .failed: "is down or under recovery"
    case .idle: "has no work in this placement"
    }
  }
}
