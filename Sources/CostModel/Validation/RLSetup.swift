import Quantities
import Specification

/// An RL step of a published table as the model sees it.
///
/// Such tables print the batch, the mean length, the cap and the layouts, and little else. Taken for
/// granted: prompts of 128 tokens, log-normal lengths of spread 1 before the cap, sequences packed into
/// micro-batches of the longest length, two passes for log-probabilities (policy and reference), and,
/// where rollout and training run beside each other, halves of the devices.
struct RLSetup {
  let training: TrainingCosts
  let rollout: RolloutCosts
  let replicas: Int
  let responses: [Int]
  let packed: [[Int]]
  let meanTokens: Double
  let devices: Int
  let isAsynchronous: Bool

  static let prompt = 128

  init(_ one: PublishedCase) throws(MissingInput) {
    guard let mean = one.number(after: "mean seq len"),
      let batch = one.number(after: "generation batch")
    else { throw MissingInput(reason: "mean length and generation batch") }
    guard let cluster = CaseHardware.cluster(one), let model = CaseModels.shape(one) else {
      throw MissingInput(reason: "the hardware or the model")
    }
    guard let devices = one.devices, let cap = one.sequence, one.tensor != nil else {
      throw MissingInput(reason: "devices, longest sequence or layout")
    }
    self.devices = devices
    meanTokens = Double(mean) * Double(batch)
    isAsynchronous = one.says("Off;") || one.says("async")
    let pool = isAsynchronous ? max(1, devices / 2) : devices
    var layout = TrainingLayout(
      tensor: one.tensor ?? 1, pipeline: max(1, one.pipeline ?? 1),
      expert: model.experts == nil ? 1 : max(1, one.expert ?? 1),
      context: max(1, one.context ?? 1), recomputation: .full, fusesOperators: true)
    layout.precision = one.says("FP8") ? .fp8 : .bf16
    guard layout.diesPerReplica <= pool, pool % layout.diesPerReplica == 0,
      layout.pipeline <= model.layers, batch > 0, batch <= 1 << 20, mean > Self.prompt,
      cap > mean
    else {
      throw MissingInput(reason: "a training layout that divides its pool")
    }
    training = TrainingCosts(
      cluster: cluster, model: model, layout: layout, dies: pool, balancesExperts: false)
    let tensor = max(1, one.number(after: "generation TP") ?? one.tensor ?? 1)
    var inference = RolloutLayout(
      tensor: tensor, maxSamplesPerRank: 256,
      graphs: .buckets([1, 2, 4, 8, 16, 32, 64, 128, 256]))
    if one.says("FP8") { inference.weights = .fp8 }
    rollout = RolloutCosts(cluster: cluster, model: model, layout: inference)
    replicas = max(1, pool / tensor)
    responses = CutLogNormal(mean: Double(mean - Self.prompt), sigma: 1, cap: cap - Self.prompt)
      .quantiles(batch)
    // One sequence a micro-batch; all ranks have lengths from the shortest to the longest.
    let ranks = training.data
    let lengths = responses
    let lane = stride(from: ranks / 2, to: lengths.count, by: ranks).map {
      lengths[$0] + Self.prompt
    }
    packed = Array(repeating: lane, count: training.coupledRanks)
  }

  /// The step's seconds.
  func seconds() -> Double {
    // Every replica gets samples of all lengths.
    let share = stride(from: 0, to: responses.count, by: replicas).map {
      responses[min(responses.count - 1, $0 + replicas - 1)]
    }
    let generation = rollout.generation(prompt: Self.prompt, responses: share).value
    let pass = training.forwardPass(packed).total.value
    let update = training.update(packed).total.value
    let weights = Bytes(rounding: 2 * rollout.localWeights)
    let link = isAsynchronous ? rollout.cluster.scaleOut : rollout.cluster.host
    let refit = (weights / link.effectiveBandwidth).value
    let learning = 2 * pass + update
    return isAsynchronous ? max(generation, learning) + refit : generation + learning + refit
  }

  func prediction(_ one: PublishedCase) -> CasePrediction {
    let seconds = seconds()
    let work = training.model.trainingFLOPs(sequence: 0) * meanTokens
    let ideal = work / (Double(devices) * training.cluster.chip.matrix.flopsPerSecond)
    return one.metric == "rl_step_time"
      ? CasePrediction(value: seconds, ideal: ideal)
      : CasePrediction(
        value: meanTokens / seconds / Double(devices), ideal: meanTokens / ideal / Double(devices))
  }
}
