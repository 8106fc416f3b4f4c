import CostModel
import Quantities
import Specification

/// A published RL run as a scenario: what its row prints, and one written rule for each thing it does not.
///
/// - Prompts have 128 tokens; lengths are log-normal with a spread of 1 before the cap, alike within a
///   group at 0.8, as in the scenarios that come with the program.
/// - Two passes read a batch before the update: the reference model's and the policy's own; with DAPO,
///   which has no reference, its own alone.
/// - verl packs sequences to micro-batches as long as the longest sequence (its dynamic batch size).
/// - An engine spans the fewest devices that hold its weights in half of what it may fill.
/// - Layers are made again in full; where that does not fit, gradients are kept in BF16, and then the
///   optimizer rests in host memory.
/// - Co-located engines fill 0.6 of the memory, engines of their own 0.9, with batches of 256 at most.
/// - The ranks of an engine agree between hosts where it spans servers, and between dies inside one.
/// - Where rollout and training run beside each other, each has half of the devices, training more where its layout
///   needs more.
struct PublishedRun {
  let scenario: Scenario

  /// What a row does not tell.
  struct Missing: Error {
    let reason: String
  }

  init(_ one: PublishedCase) throws(Missing) {
    guard let model = one.shape else {
      throw Missing(reason: "the shape of the model '\(one.model)'")
    }
    guard let devices = one.devices, var cluster = one.machine else {
      throw Missing(reason: "figures of the hardware '\(one.hardware)', or the number of devices")
    }
    cluster = cluster.sized(dies: devices)
    guard cluster.dies == devices else {
      throw Missing(reason: "devices that fill servers")
    }
    let workload = try Self.workload(one)
    let isApart =
      !one.says("colocate sync")
      && (one.says("1-step Off") || one.says("async") || one.says("separate"))
    let training = try Self.training(one, model)
    let pool =
      isApart ? Self.trainers(one) ?? Self.half(devices, cluster, training) : devices
    guard pool > 0, pool < devices || !isApart, devices <= 1 << 13 else {
      throw Missing(reason: "a split of the devices")
    }
    let rollout = try Self.rollout(
      one, model, cluster, pool: isApart ? devices - pool : nil, all: devices)
    let scenario = Scenario(
      name: "published", summary: one.source, cluster: cluster, model: model, workload: workload,
      training: training, rollout: rollout,
      policy: Policy(
        placement: isApart ? .separate(trainingDies: pool) : .fused,
        coupling: one.says("1-step Off")
          ? .oneStepOff
          : isApart && one.says("async")
            ? .asynchronous
            : .synchronous,
        staleness: isApart ? 1 : 0, dataPath: .distributedQueue, balancesExperts: false,
        // NeMo-RL gathered every tensor whole on every rank before it sent experts by shards.
        reshard: one.source.hasPrefix("NeMo") ? .gather : .directed),
      seed: 1)
    if let problem = scenario.problems().first {
      throw Missing(reason: "a configuration that can run: \(problem.what)")
    }
    self.scenario = scenario.fitted()
  }

  private static func training(
    _ one: PublishedCase, _ model: Transformer
  ) throws(Missing) -> TrainingLayout {
    let isSharded = one.says("FSDP")
    guard one.tensor != nil || one.pipeline != nil || isSharded else {
      throw Missing(reason: "the training layout")
    }
    return TrainingLayout(
      tensor: one.tensor ?? 1, pipeline: one.pipeline ?? 1,
      expert: model.experts == nil || isSharded ? 1 : one.expert ?? 1, context: one.context ?? 1,
      microBatchTokens: one.source.hasPrefix("verl") ? one.sequence : nil,
      recomputation: .full, fusesOperators: true, precision: one.says("FP8") ? .fp8 : .bf16,
      shardsParameters: isSharded)
  }

  /// Half of the devices, or the next whole servers more that the layout divides; 0 where none do.
  private static func half(_ devices: Int, _ cluster: Cluster, _ layout: TrainingLayout) -> Int {
    stride(from: devices / 2, to: devices, by: max(1, cluster.diesPerServer)).first { pool in
      let stage = pool / layout.pipeline
      return pool % layout.diesPerReplica == 0 && stage % layout.expert == 0
    } ?? devices / 2
  }

  /// Devices that train, as in "trainer:rollout 64:64".
  private static func trainers(_ one: PublishedCase) -> Int? {
    one.number(after: "trainer:rollout")
  }

  /// Samples of a step, by the batch and the group that a row prints.
  private static func workload(_ one: PublishedCase) throws(Missing) -> Workload {
    let group = one.number(after: "n=") ?? one.number(after: "group size") ?? 16
    let sequences =
      one.number(after: "generation batch") ?? one.globalBatch.map { $0 * group }
    guard let sequences else { throw Missing(reason: "the batch of a step") }
    let prompt = 128
    guard let mean = one.number(after: "mean seq len") ?? one.number(after: "mean response") else {
      throw Missing(reason: "the mean length of responses")
    }
    guard let longest = one.sequence else { throw Missing(reason: "the longest sequence") }
    guard mean > prompt, longest > mean, sequences > 0, sequences <= 1 << 17 else {
      throw Missing(reason: "a mean length between the prompt's and the cap")
    }
    let samples = sequences % group == 0 ? group : 1
    return Workload(
      promptsPerStep: sequences / samples, samplesPerPrompt: samples, promptLength: .fixed(prompt),
      responseLength: .logNormal(
        LogNormalLengths(
          mean: Double(mean - prompt), sigma: 1, cap: longest - prompt, correlation: 0.8)),
      logProbabilityPasses: one.says("DAPO") ? 1 : 2, source: Source(one.source))
  }

  private static func rollout(
    _ one: PublishedCase, _ model: Transformer, _ cluster: Cluster, pool: Int?, all: Int
  ) throws(Missing) -> RolloutLayout {
    let dies = pool ?? all
    let share = pool == nil ? 0.6 : 0.9
    let bytes = (one.says("FP8") ? 1 : 2) * Double(model.parameters)
    let room = Double(cluster.chip.memory.count) * share / 2
    let fewest = [1, 2, 4, 8, 16, 32, 64].first { bytes < room * Double($0) }
    let tensor =
      one.number(after: "generation TP") ?? one.number(after: "infer TP") ?? one.tensor ?? fewest
    guard let tensor, tensor > 0, dies % tensor == 0 else {
      throw Missing(reason: "an engine's layout that divides its devices")
    }
    return RolloutLayout(
      tensor: tensor, weights: one.says("FP8") ? .fp8 : .bf16, maxSamplesPerRank: 256,
      memoryShare: share, blockTokens: 16,
      graphs: .buckets([1, 2, 4] + Array(stride(from: 8, through: 256, by: 8))),
      synchronisation: tensor > cluster.diesPerServer ? .host : .device)
  }
}

extension Cluster {
  /// The same machine with so many dies: whole servers, as many to a supernode as divide them.
  fileprivate func sized(dies: Int) -> Cluster {
    var cluster = self
    if dies < diesPerServer, dies % chip.diesPerCard == 0 {
      cluster.cardsPerServer = dies / chip.diesPerCard
    }
    let servers = max(1, dies / cluster.diesPerServer)
    let together = (1...max(1, min(serversPerSupernode, servers))).last { servers % $0 == 0 } ?? 1
    cluster.serversPerSupernode = together
    cluster.supernodes = servers / together
    return cluster
  }
}

extension Scenario {
  /// The same with less kept on each die, as far as memory demands.
  fileprivate func fitted() -> Scenario {
    var scenario = self
    let steps: [(inout Scenario) -> Void] = [
      { _ in }, { $0.training.gradients = .bf16 }, { $0.training.swapsOptimizer = true },
      { $0.rollout.memoryShare = 0.9 },
    ]
    for step in steps {
      step(&scenario)
      if StepCosts(scenario).memoryProblem() == nil { break }
    }
    return scenario
  }
}
