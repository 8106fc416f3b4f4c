import Quantities
import Specification
import Telemetry

/// Telemetry of a run without a simulation behind it: every kind of event, at times set by hand.
///
/// Views are tested against it where a test wants to say exactly what is on screen.
struct StagedRun {
  private(set) var state: ClusterState
  private var now = 0.0
  private var stepStart = 0.0
  private let pace: Double

  init(_ scenario: Scenario, pace: Double = 1) {
    state = ClusterState(scenario: scenario)
    self.pace = pace
    tell(.scenario(scenario))
    let use = MemoryUse(
      weights: .gibi(9.4), cache: .gibi(38.2), workspace: .gibi(4))
    tell(.memory(use, dies: scenario.rolloutDies))
    tell(.reshardPlan(Self.traffic))
  }

  private var scenario: Scenario { state.scenario }
  private var dies: Range<Int> { 0..<scenario.cluster.dies }

  mutating func tell(_ kind: TelemetryEvent.Kind) {
    state.take(TelemetryEvent(time: .seconds(now), kind: kind))
  }

  /// Lets whole steps end.
  mutating func run(steps: Int) {
    for _ in 0..<steps {
      rollOut(until: 1)
      train()
    }
  }

  /// Writes samples until a share of the rollout is over.
  mutating func rollOut(until share: Double) {
    let length = 170 * pace * (1 + 0.06 * Double(state.stepsEnded % 3))
    if state.spans.last?.role != .rollout || state.spans.last?.end != nil {
      stepStart = now
      tell(.role(.rollout, step: state.stepsEnded + 1, isRunning: true))
      tell(.activity(.prefill, DieLoad(utilisation: 0.7, cardWatts: 500), dies: dies))
      write(progress: 0)
      now += 4
      enterDecode(progress: 0)
    }
    var progress = 0.0
    while progress < share - 1e-9 {
      let before = progress
      progress = min(progress + 0.04, share)
      end(from: before, to: progress)
      now = max(now, stepStart + 4 + progress * length)
      state.advance(to: .seconds(now))
      write(progress: progress)
      enterDecode(progress: progress)
    }
  }

  /// Lets samples end, the longer ones later.
  private mutating func end(from before: Double, to progress: Double) {
    let samples = Double(scenario.workload.samplesPerStep)
    let count = Int(samples * (progress * progress * progress - before * before * before))
    let longest = Double(scenario.workload.responseLength.longest)
    for index in 0..<count {
      let share = before + (progress - before) * Double(index % 17) / 17
      tell(.finished(length: Int(longest * share)))
    }
  }

  /// A pipeline of four stages whose micro-batches take a second forward and two backward.
  static func pipeline(_ seconds: Double) -> PipelineStatus {
    let (stages, count) = (4, 12)
    let unit = Float(seconds) / Float(3 * (count + stages - 1))
    var operations: [PipelineStatus.Operation] = []
    for stage in 0..<stages {
      for batch in 0..<count {
        // All forward, then all backward.
        let forward = Float(stage + batch) * unit
        let backward = Float(stages + count - 1 + 2 * (stages - 1 - stage + batch)) * unit
        for (start, length, isForward) in [(forward, unit, true), (backward, 2 * unit, false)] {
          operations.append(
            PipelineStatus.Operation(
              stage: UInt16(stage), microBatch: UInt16(batch), isForward: isForward, start: start,
              end: start + length))
        }
      }
    }
    return PipelineStatus(
      stages: stages, microBatches: count, operations: operations, seconds: seconds,
      closingSeconds: seconds / 20)
  }

  private mutating func write(progress: Double) {
    let rollout = scenario.rollout
    let perReplica = rollout.diesPerReplica
    let groups = scenario.workload.promptsPerStep
    let samples = Double(scenario.workload.samplesPerStep)
    let left = 1 - progress * progress * progress
    for index in 0..<scenario.replicas {
      let share = samples * left / Double(scenario.replicas * rollout.data)
      let ranks = (0..<rollout.data).map { rank in
        let running = max(0, Int(share) - (rank * 7 + index * 3) % 5 * Int(progress * 4) / 3)
        return ReplicaStatus.Rank(
          running: running, cacheTokens: running * Int(200 + 4000 * progress))
      }
      tell(
        .replica(
          index,
          ReplicaStatus(
            firstDie: scenario.rolloutDies.lowerBound + index * perReplica,
            diesPerRank: perReplica / rollout.data, ranks: RankStatuses(ranks), waiting: index % 3,
            cacheCapacity: rollout.data * 400_000,
            version: state.version, secondsPerStep: 0.03 + 0.05 * left,
            tokensWritten: Int(1e6 * progress))))
    }
    let ready = Int(Double(groups) * progress * progress * progress)
    tell(
      .queue(
        QueueStatus(
          inFlight: groups - ready, ready: ready, missing: groups - ready,
          ages: [groups - groups / 8, groups / 8])))
  }

  private mutating func enterDecode(progress: Double) {
    let rollout = scenario.rollout
    let perRank = rollout.diesPerReplica / rollout.data
    for (index, replica) in state.replicas.enumerated() {
      for (rank, status) in replica.ranks.enumerated() {
        let first = replica.firstDie + rank * perRank
        let isDone = status.running == 0 || progress > 0.9 && (rank + index) % 5 == 0
        tell(
          .activity(
            isDone ? .waitingPeers : .decode,
            DieLoad(
              utilisation: isDone ? 0 : 0.35 + 0.6 * Double(status.running % 8) / 8,
              linkBytesPerSecond: isDone ? 0 : 21e9, cardWatts: isDone ? 240 : 620),
            dies: first..<first + perRank))
      }
    }
  }

  private mutating func train() {
    let step = state.stepsEnded + 1
    tell(.role(.rollout, step: step, isRunning: false))
    pass(.reshard, .offload, step, 2.4, status: Self.switching(dies))
    let use = MemoryUse(
      weights: .gibi(14.1), gradients: .gibi(9.9), optimizer: .gibi(20.2), activations: .gibi(11),
      workspace: .gibi(4))
    tell(.memory(use, dies: scenario.trainingDies))
    pass(.reference, .reference, step, 16)
    pass(.reward, .reward, step, 3)
    tell(.pipeline(Self.pipeline(48 * pace / 1.05)))
    pass(.update, .update, step, 48 * pace)
    pass(.reshard, .reshard, step, 2.9, status: Self.switching(dies))
    let rollout = MemoryUse(weights: .gibi(9.4), cache: .gibi(38.2), workspace: .gibi(4))
    tell(.memory(rollout, dies: scenario.rolloutDies))
    tell(.leg(nil))
    tell(.version(step))
    tell(.step(record(step)))
    stepStart = now
  }

  private mutating func pass(
    _ role: Role, _ activity: Activity, _ step: Int, _ seconds: Double,
    status: ReshardStatus? = nil
  ) {
    tell(.role(role, step: step, isRunning: true))
    tell(
      .leg(
        LegStatus(
          role: role, activity: activity, step: step, duration: .seconds(seconds),
          terms: [
            LegStatus.Term(
              name: "staged", seconds: Seconds(seconds), source: Source("staged", .assumed))
          ])))
    if let status { tell(.reshard(status)) }
    tell(.activity(activity, DieLoad(utilisation: 0.8, cardWatts: 700), dies: dies))
    now += seconds
    tell(.role(role, step: step, isRunning: false))
  }

  private func record(_ step: Int) -> StepRecord {
    let length = SimDuration.seconds(now - stepStart)
    let whole = length.seconds * Double(dies.count)
    var activities = Array(repeating: SimDuration.zero, count: Activity.allCases.count)
    let shares: [(Activity, Double)] = [
      (.prefill, 0.02), (.decode, 0.52), (.reference, 0.06), (.reward, 0.01), (.update, 0.16),
      (.bubble, 0.05), (.reshard, 0.012), (.offload, 0.01), (.waitingPeers, 0.158),
    ]
    for (activity, share) in shares {
      activities[Int(activity.rawValue)] = .seconds(whole * share)
    }
    let samples = scenario.workload.samplesPerStep
    return StepRecord(
      step: step, start: .seconds(stepStart), end: .seconds(now), tokens: samples * 1100,
      samples: samples, roles: Role.allCases.map { _ in .zero }, activities: activities,
      staleness: [samples - samples / 8, samples / 8], dies: dies.count, hash: UInt64(step))
  }

  static func switching(_ dies: Range<Int>) -> ReshardStatus {
    ReshardStatus(
      title: "train → rollout",
      parts: [
        .init(name: "unload optimizer", duration: .seconds(0.9), bytesPerDie: .gibi(20.2)),
        .init(
          name: "reshard weights", start: .seconds(0.9), duration: .seconds(1.6),
          bytesPerDie: .gibi(13.1), movesWeights: true),
        .init(
          name: "unload weights", start: .seconds(2.5), duration: .seconds(0.4),
          bytesPerDie: .gibi(4.7)),
      ],
      fabricBytes: traffic.fabricBytes, dies: dies, traffic: traffic)
  }

  /// Six stages that send to 48 servers, none to the servers it stands on.
  static let traffic: ReshardTraffic = {
    let bytes: [[Bytes]] = (0..<6).map { (stage: Int) -> [Bytes] in
      let each = Bytes.gibi(Double(20 + 5 * stage))
      return (0..<48).map { (server: Int) -> Bytes in server / 8 == stage ? .zero : each }
    }
    let sum = bytes.joined().reduce(.zero, +)
    return ReshardTraffic(
      layouts: "TP4 PP6 EP64 → TP4 EP64", strategy: .directed, duration: .seconds(1.6),
      bound: .seconds(0.2), fabricBytes: sum, neededBytes: sum * 0.6, extraMemory: .gibi(2.2),
      sources: (0..<6).map { "stage \($0)" }, targets: (0..<48).map { "server \($0)" },
      bytes: bytes,
      links: [
        .init(name: "inside servers", bytes: sum * 0.1, dies: 768, busiest: .seconds(0.03)),
        .init(name: "between servers", bytes: sum * 0.9, dies: 768, busiest: .seconds(0.4)),
      ],
      slowest: .init(from: 341, to: 213, bytes: .gibi(5.4), link: "between servers"))
  }()
}
