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
  /// Bytes a second that a die receives when a framework moves tensor by tensor, packing and unpacking
  /// counted.
  public let tensorRate: Figure
  /// Bytes a second at which every die receives the whole model; `nil` for the links'.
  public let gatherRate: Figure?
  /// Whether what all dies of a server need enters it once, through all of its ports.
  public let sharesPorts: Bool
  /// Bytes a second at which an allocator gives memory back between two phases on the same die; `nil`
  /// where it takes no time worth counting.
  public let releaseRate: Figure?
  /// Share of a die's memory bandwidth that copies reach.
  public let copyEfficiency: Figure

  /// The framework's own collectives and messages: HCCL on Ascend, NCCL elsewhere.
  public static func framework(on chip: Chip) -> Transport {
    let family = Calibration.Family(chip)
    let isAscend = family == .ascend
    return Transport(
      dispatch: Figure(isAscend ? Calibration.engineDispatch : Calibration.gpuDispatch),
      message: Figure(Calibration.collectiveLaunch, times: family.launches),
      agreement: Figure(Calibration.deviceAgreement, times: family.launches),
      tensorRate: nixlRate, gatherRate: isAscend ? nixlRate : nil, sharesPorts: false,
      releaseRate: isAscend ? Figure(Calibration.ascendRelease) : nil,
      copyEfficiency: Figure(Calibration.memoryEfficiency))
  }

  /// Moonshot's checkpoint-engine: weights rest in host memory, are loaded bucket by bucket and broadcast.
  public static func checkpointEngine(on chip: Chip) -> Transport {
    let plain = framework(on: chip)
    return Transport(
      dispatch: plain.dispatch, message: plain.message, agreement: plain.agreement,
      tensorRate: plain.tensorRate, gatherRate: broadcastRate, sharesPorts: true,
      releaseRate: nil,
      copyEfficiency: plain.copyEfficiency)
  }

  private static let nixlRate = Figure(
    69.95 * 0x1p30 / 9.25,
    Source(
      "NVIDIA-NeMo/RL 7ea279abf, docs/design-docs: 69.95 GiB a rank in 9.25 s through NIXL on H100; "
        + "no such figure is published for HCCL", .derived))

  private static let broadcastRate = Figure(
    75e9,
    Source(
      "calibrates: checkpoint-engine 59a3c4ffa README, Kimi-K2 FP8 on 16 H20, 1,029 GB in 14.36 s less "
        + "10 us for each of 70 K tensors", .derived))
}
