import CostModel
import Quantities
import Specification

/// The software that moves weights, with what it costs beyond the wire.
///
/// Published times stand from 2 to 100 times above what the links alone would take, for the sake of
/// launches, small buckets, conversion and host copies: those are here, each with its source.
public struct Transport: Hashable, Sendable {
  /// A figure and where it comes from.
  public struct Figure: Hashable, Sendable {
    /// The figure, in the unit that its name tells.
    public let value: Double
    /// Where it comes from.
    public let source: Source

    init(_ value: Double, _ source: Source) {
      self.value = value
      self.source = source
    }

    init(_ constant: Constant, times factor: Double = 1) {
      self.init(constant.value * factor, constant.source)
    }
  }

  /// Seconds in which the host issues one operation on a die.
  public let dispatch: Figure
  /// Seconds that one message takes beyond its bytes.
  public let message: Figure
  /// Seconds in which all ranks meet for one collective of a running framework.
  public let agreement: Figure
  /// Bytes a second that a die receives when a framework moves tensor by tensor, packing, unpacking and
  /// loading counted; `nil` for the links', loading apart.
  public let tensorRate: Figure?
  /// Bytes a second at which every die receives the whole model; `nil` for the links'.
  public let gatherRate: Figure?
  /// Seconds in which an engine's host loads one expert's tensor by its name.
  ///
  /// The name is looked for among those of all experts, the slice of this rank cut out and copied; what is
  /// not an expert's is found at once, and takes an operator's time.
  public let loading: Figure
  /// Seconds in which an engine's host visits one of its parameters, where it looks through all of them.
  public let visit: Figure
  /// Whether a bucket is loaded while the next one travels.
  public var overlapsLoading: Bool
  /// Whether what all dies of a server need enters it once, through all of its ports.
  public let sharesPorts: Bool
  /// Bytes a second at which an allocator gives memory back between two phases on the same die; `nil`
  /// where it takes no time worth counting.
  public internal(set) var releaseRate: Figure?
  /// Share of a die's memory bandwidth that copies reach.
  public let copyEfficiency: Figure
  /// Whether weights go to host memory first, and on from there.
  public var stagesInHosts = false

  /// The framework's own collectives and messages: HCCL on Ascend, NCCL elsewhere.
  public static func framework(on chip: Chip) -> Transport {
    let family = Calibration.Family(chip)
    let isAscend = family == .ascend
    return Transport(
      dispatch: Figure(isAscend ? Calibration.engineDispatch : Calibration.gpuDispatch),
      message: Figure(Calibration.collectiveLaunch, times: family.launches),
      agreement: Figure(Calibration.deviceAgreement, times: family.launches),
      tensorRate: isAscend ? frameworkRate : nil, gatherRate: isAscend ? frameworkRate : nil,
      loading: loading(on: family),
      visit: Figure(Calibration.parameterVisit), overlapsLoading: false, sharesPorts: false,
      releaseRate: isAscend ? Figure(Calibration.ascendRelease) : nil,
      copyEfficiency: Figure(Calibration.memoryEfficiency))
  }

  /// Moonshot's checkpoint-engine: weights rest in host memory, and are broadcast bucket by bucket while
  /// the engines load those that have come.
  public static func checkpointEngine(on chip: Chip) -> Transport {
    let plain = framework(on: chip)
    return Transport(
      dispatch: plain.dispatch, message: plain.message, agreement: plain.agreement,
      tensorRate: plain.tensorRate, gatherRate: nil, loading: plain.loading, visit: plain.visit,
      overlapsLoading: true, sharesPorts: true, releaseRate: nil,
      copyEfficiency: plain.copyEfficiency)
  }

  /// Loading an expert's tensor is so many operators of the host.
  private static func loading(on family: Calibration.Family) -> Figure {
    let slower = Calibration.engineDispatch.value / Calibration.gpuDispatch.value
    return Figure(Calibration.expertLoading, times: family == .ascend ? slower : 1)
  }

  /// 69.95 GiB a rank in the time in which their tensors are loaded: brought and loaded on H100; no such
  /// figure is published for HCCL.
  private static let frameworkRate = Figure(
    69.95 * 0x1p30 / (45_337 * Calibration.expertLoading.value), Calibration.expertLoading.source)
}
