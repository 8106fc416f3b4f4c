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
  /// Bytes a second that stream from and to memory.
  let memoryRate: Double
  /// Bytes of one number in a product's operands.
  let operandBytes: Double
  /// Seconds in which the host issues an operator.
  let dispatch: Double

  init(_ chip: Chip, precision: Precision) {
    let family = Calibration.Family(chip)
    let peak: Double =
      switch precision {
      case .fp8, .int8: (chip.matrix8Bit ?? chip.matrix).flopsPerSecond
      case .bf16: chip.matrix.flopsPerSecond
      case .fp32: chip.matrix.flopsPerSecond / 4
      }
    productRate = peak * family.matrix.value
    attentionRate = chip.matrix.flopsPerSecond * Calibration.attentionEfficiency.value
    memoryRate = chip.memoryBandwidth.bytesPerSecond * Calibration.memoryEfficiency.value
    operandBytes = precision.bytes
    dispatch = family.dispatch.value
  }

  /// Seconds of `rows` × `inner` times `inner` × `columns`, `count` times in one launch.
  func product(rows: Double, inner: Double, columns: Double, count: Double = 1) -> Double {
    guard rows > 0 else { return 0 }
    let work = 2 * rows * inner * columns * count
    let bytes = (rows * (inner + columns) + inner * columns) * count * operandBytes
    return work / productRate + bytes / memoryRate + Calibration.productLaunch.value
  }

  /// Seconds of moving bytes through vector operators.
  func streaming(_ bytes: Double, launches: Double = 1) -> Double {
    bytes / memoryRate + launches * Calibration.vectorLaunch.value
  }
}
