import Quantities
import Specification

/// How long operators take on one die: work at the rates that operators reach, plus a launch.
///
/// Loading and reckoning are added, not overlapped: published latencies of small products on Ascend
/// (15, 19, 23, 32 µs at 4, 32, 128, 256 rows, cann-recipes-train 93819a7) grow with the rows from
/// the first, where a perfect overlap would stay flat up to the ridge.
struct Kernels: Sendable {
  /// Operations a second of a large product.
  let productRate: Double
  /// Operations a second of fused attention.
  let attentionRate: Double
  /// The same in the backward pass.
  let attentionBackwardRate: Double
  /// Operations a second of the first FlashAttention.
  let firstAttentionRate: Double
  /// Bytes a second that stream from and to memory.
  let memoryRate: Double
  /// Bytes of one number in a product's operands.
  var operandBytes: Double
  /// Seconds that a product takes beyond its work.
  let productLaunch: Double
  /// Whether the products of a layer's experts are one operator.
  ///
  /// So they are on Ascend (GroupedMatmul) and in inference engines; training on GPUs has one product for
  /// each expert, several at a time (TransformerEngine, nvte_multi_stream_cublas_gemm).
  let groupsExperts: Bool
  /// Seconds that a vector operator takes beyond its work.
  let vectorLaunch: Double
  /// Share of the products' rate that a collective takes from those which it runs beside.
  let collectiveShare: Double
  /// Seconds in which the host issues an operator.
  let dispatch: Double
  /// Seconds a layer that decode loses to small operators that are not fused.
  let smallOperators: Double
  /// Seconds that an inference engine's host adds to each step.
  let engineStep: Double
  /// Seconds that it adds for each sample that runs.
  let engineSample: Double

  init(_ chip: Chip, precision: Precision, infers: Bool = false) {
    let family = Calibration.Family(chip)
    let peak: Double =
      switch precision {
      case .fp8, .int8: (chip.matrix8Bit ?? chip.matrix).flopsPerSecond
      case .bf16: chip.matrix.flopsPerSecond
      case .fp32: chip.matrix.flopsPerSecond / 4
      }
    productRate = peak * family.matrix(precision)
    attentionRate =
      chip.matrix.flopsPerSecond * Calibration.attentionEfficiency.value * family.power
    attentionBackwardRate = attentionRate * Calibration.attentionBackward.value
    firstAttentionRate = family.legacyPeak(chip) * Calibration.firstAttention.value
    memoryRate = chip.memoryBandwidth.bytesPerSecond * Calibration.memoryEfficiency.value
    operandBytes = precision.bytes
    productLaunch = Calibration.productLaunch.value * family.launches
    vectorLaunch = Calibration.vectorLaunch.value * family.launches
    collectiveShare = family.collectiveShare
    groupsExperts = infers || family == .ascend
    dispatch = infers ? Calibration.engineDispatch.value : family.dispatch
    engineStep = family == .ascend ? Calibration.ascendEngineStep.value : 0
    engineSample = family == .ascend ? 0 : Calibration.gpuEngineSample.value
    smallOperators = family == .ascend ? Calibration.ascendSmallOperators.value : 0
  }

  /// Seconds of `rows` × `inner` times `inner` × `columns`, `count` times in so many launches.
  func product(
    rows: Double, inner: Double, columns: Double, count: Double = 1, launches: Double = 1
  ) -> Double {
    guard rows > 0 else { return 0 }
    let work = 2 * rows * inner * columns * count
    var bytes = (rows * (inner + columns) + inner * columns) * count * operandBytes
    if operandBytes < 2 {
      // The operand is read in BF16 for its largest value and again to be scaled, and written in 8 bits
      // by rows and by columns; the result is BF16.
      bytes += (rows * inner * 6 + rows * columns) * count
    }
    return work / productRate + bytes / memoryRate + productLaunch * launches
  }

  /// Seconds that a collective adds to work which it can run beside.
  ///
  /// At least `bare` of it stays outside; what runs beside slows the work, since both share the die.
  func beside(_ collective: Double, work: Double, bare: Double) -> Double {
    let outside = max(min(bare, collective), collective - work)
    return outside + collectiveShare * (collective - outside)
  }

  /// Seconds of moving bytes through vector operators.
  func streaming(_ bytes: Double, launches: Double = 1) -> Double {
    bytes / memoryRate + launches * vectorLaunch
  }
}
