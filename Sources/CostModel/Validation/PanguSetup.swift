import Quantities
import Specification

/// Pangu Ultra MoE's pre-training, in the steps of its published utilisation.
///
/// Published: TP 8, PP 16, VPP 2, an expert group of 32, sequences of 8 K (arXiv 2505.04519), and which
/// techniques came when. Not published: the global batch; 128 sequences a data-parallel rank are taken
/// for granted, and that norms, rotation, activation and permutation are fused, as MindSpeed has them.
/// Utilisation counts the whole square of attention against 294.9 TFLOPS.
enum PanguSetup {
  /// What BF16 products can reach on the 313 TFLOPS part, as Pangu's utilisation counts.
  private static let peak = 294.9e12
  private static let sequence = 8192
  private static let sequencesPerRank = 128

  /// Utilisation in percent, on so many devices.
  static func utilisation(devices: Int) -> Double {
    var layout = TrainingLayout(
      tensor: 8, pipeline: 16, virtualPipeline: 2, expert: 32, recomputation: .full,
      schedule: .interleaved, fusesOperators: true)
    var isBalanced = false
    if devices > 4096 {
      // The report's optimised run: exchange, pipeline, memory and host.
      layout.exchange = .hierarchical
      layout.recomputation = .selectiveSwap
      layout.schedule = .adaptive
      layout.dispatch = .coordinated
    }
    if devices > 6144 {
      // What the later disclosure adds: balanced experts, operators that allow twice the micro-batch,
      // and, taken for granted, tensor exchanges behind products.
      isBalanced = true
      layout.microBatch = 2
      layout.overlapsTensorExchange = true
    }
    var cluster = Cluster.a2
    cluster.supernodes = devices / cluster.diesPerServer
    let costs = TrainingCosts(
      cluster: cluster, model: .panguUltraMoE, layout: layout, dies: devices,
      balancesExperts: isBalanced, trainsPrediction: true)
    let batches = Array(
      repeating: sequence * layout.microBatch, count: sequencesPerRank / layout.microBatch)
    let step = costs.update(Array(repeating: batches, count: costs.coupledRanks)).total.value
    let work =
      Transformer.panguUltraMoE.trainingFLOPs(
        sequence: Double(sequence), counting: .full, prediction: true)
      * Double(sequencesPerRank * costs.data * sequence)
    return 100 * work / (step * Double(devices) * peak)
  }
}
