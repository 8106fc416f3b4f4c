import Quantities
import Specification

/// A constant of the model that no data sheet gives, with the measurement it comes from.
public struct Constant: Hashable, Sendable {
  /// The figure; its unit stands with its name.
  public let value: Double
  /// The component-level measurement behind it.
  public let source: Source

  init(_ value: Double, _ text: String, _ standing: Source.Standing = .primary) {
    self.init(value: value, source: Source(text, standing))
  }

  private init(value: Double, source: Source) {
    self.value = value
    self.source = source
  }

  /// So many times as much, from the same source.
  static func * (factor: Double, constant: Constant) -> Constant {
    Constant(value: factor * constant.value, source: constant.source)
  }
}

/// Every constant of the model that is not a figure of a data sheet.
///
/// None is fitted to the outcome of a whole run (tokens a second of an RL step, MFU of a training run
/// on the hardware it predicts) save through the calibration rows that `CalibrationRows` names.
public enum Calibration {
  // Kernels

  /// Share of the matrix peak that large products reach on Ascend dies.
  static let ascendMatrix = Constant(
    0.75,
    "CloudMatrix384 paper, arXiv 2506.12708, section 5: INT8 products reach 77.4-82.7 % of peak; "
      + "BF16 peak is 353.9 of 376 TFLOPS (Ascend/msmodeling, tensor_cast/device.py)", .derived)
  /// Share of the matrix peak that large products reach on A100.
  static let ampereMatrix = Constant(
    0.785, "calibration rows of A100, see CalibrationRows", .derived)
  /// Share of the matrix peak that large products reach on Hopper, in 16 bits.
  static let hopperMatrix = Constant(
    0.65, "calibration rows of H100, see CalibrationRows", .derived)
  /// Share of the matrix peak that large products reach on Blackwell, and in 8 bits on Hopper.
  ///
  /// In 16 bits Hopper's clock falls further below the one that the peak is told for.
  static let blackwellMatrix = Constant(
    0.70, "calibration rows of GB200 and of H100 in FP8, see CalibrationRows", .derived)
  /// What a B200 in an eight-card server reaches of one in a rack, on less power.
  static let blackwellServer = Constant(
    0.67, "calibration rows of B200, see CalibrationRows", .derived)
  /// Share of the matrix peak that a fused attention operator reaches.
  static let attentionEfficiency = Constant(
    0.654, "CloudMatrix384 paper, arXiv 2506.12708: MLA operator, 65.4 % of BF16 peak")
  /// The backward pass of fused attention against forward, operation for operation.
  static let attentionBackward = Constant(
    0.75, "FlashAttention-3, arXiv 2407.08608, figures 5 and 6, from memory", .assumed)
  /// Share of the matrix peak that the first FlashAttention reaches, on A100; as fast elsewhere.
  static let firstAttention = Constant(
    0.32, "calibration row foundry_350m_a100_80gb_8_s32768_amp_bf16_mb2_tps", .derived)
  /// Share of the memory bandwidth that streaming operators reach.
  package static let memoryEfficiency = Constant(
    0.841, "CloudMatrix384 paper, arXiv 2506.12708: MLA operator, 1,346 of 1,600 GB/s")
  /// Seconds that a matrix product takes beyond its work.
  static let productLaunch = Constant(
    5e-6, "Ascend/msmodeling 84fec85, tensor_cast/device.py: static cost of a product 5 us")
  /// Seconds that a vector operator takes beyond its work; on a GPU any operator.
  static let vectorLaunch = Constant(
    2e-6,
    "Ascend/msmodeling 84fec85, tensor_cast/device.py: static cost of a vector operator 2 us; as long from "
      + "kernel to kernel in a CUDA graph, from memory")
  /// Seconds that a collective takes beyond its transfer.
  ///
  /// 10 us in the same file: as long as the products before it and after.
  package static let collectiveLaunch = 2 * productLaunch
  // Host

  /// Seconds in which an Ascend host issues one operator of a training framework, eagerly.
  ///
  /// Python and shapes between the operators that `Operators` counts go with them.
  package static let ascendDispatch = Constant(
    119e-6,
    "calibration row mindspeed_ci_qwen3_8b_tp2_pp4_vpp2_t: 137 us if it makes one of two layers again, as "
      + "its flags say, 103 us if all, as its memory says; between", .derived)
  /// Seconds in which a host issues one operator of an inference engine, eagerly.
  package static let engineDispatch = Constant(
    34e-6,
    "cann-recipes-train 93819a7, DeepSeek-R1 RL: decode is twice as fast as a whole graph; "
      + "62 operators in each of 61 layers", .derived)
  /// Seconds in which a GPU's host issues one operator by itself, eagerly.
  package static let gpuDispatch = Constant(10e-6, "typical of PyTorch on x86 hosts", .assumed)
  /// Host's time for the operators of a backward pass against those forward.
  ///
  /// Half again as many, each issued in half the time: the autograd engine calls them without Python between.
  static let backwardDispatch = Constant(
    0.75,
    "operators of Megatron-Core's forward code and of its autograd graph, counted; half the time judged",
    .assumed)
  /// Seconds in which host and die agree through an all-reduce between hosts.
  static let hostAgreement = Constant(
    12e-3, "cann-recipes-train 93819a7, DeepSeek-R1 RL: Gloo all-reduce, 10-14 ms each")
  /// Seconds in which dies agree through an all-reduce of their own.
  package static let deviceAgreement = Constant(
    1.5e-3, "cann-recipes-train 93819a7, DeepSeek-R1 RL: HCCL all-reduce below 3 ms; half of it",
    .derived)
  /// Seconds a layer that decode loses to many small operators where they are not fused, on Ascend.
  static let ascendSmallOperators = Constant(
    301e-6, "calibration row cann_dsv3_tpot_b1", .derived)
  /// Seconds that an inference engine's host adds to each step on Ascend.
  static let ascendEngineStep = Constant(
    13e-3,
    "cann-recipes-train, Qwen3-235B 32K RL: 137.6 ms a step fall to 124.7 with collection off and "
      + "cores bound", .derived)
  /// Seconds that an inference engine's host adds to each step on a GPU for each sample that runs.
  ///
  /// Scheduling, inputs and outputs are made sample by sample. Engines that only serve hide most of it
  /// behind the GPU; those that an RL loop drives wait for it.
  static let gpuEngineSample = Constant(
    104e-6,
    "vLLM v0.6.0 announcement, 2024-09-05, from memory: of a step of Llama 3 8B on H100 the GPU works "
      + "38 %; 62/38 of the 16.4 ms that 256 samples of 320 tokens take here", .assumed)

  // Experts

  /// Standard deviation of an expert's load over its mean, for a trained router.
  static let expertSpread = Constant(
    0.9,
    "between two: Qwen3-30B-A3B, EP16, 8 experts a rank, busiest rank at 1.62-1.96 of the mean "
      + "(cann-recipes-train 93819a7) gives 1.2; DeepSeek-R1 prefill, EP32, 15.4 % lost to imbalance "
      + "(CloudMatrix384 paper, arXiv 2506.12708) gives 0.75", .derived)
  /// The same after balancing by last period's load.
  static let balancedSpread = Constant(
    0.08, "iFlytek on Ascend: load spread between cards cut to 8 % (shengjixing.cn, 2025-04)",
    .secondary)
  /// Seconds of a dispatch to experts and a combine, both, beyond their transfers, for eight ranks.
  static let exchangeFloor = Constant(
    57e-6,
    "CloudMatrix384 paper, arXiv 2506.12708, table 7: 116 and 118 us at EP8 less 7.9 and 14.7 MB at "
      + "164 GB/s, collisions left out", .derived)
  /// Seconds that each doubling of the expert group adds to either.
  static let exchangeDoubling = Constant(
    7e-6, "CloudMatrix384 paper, arXiv 2506.12708, table 7: 116 us at EP8 to 152 us at EP256",
    .derived)

  // RL loop

  /// Bytes of samples that one controller serialises a second, all workers' copies counted.
  ///
  /// Padding to the longest sample is in the rate. The update's start, 32 bytes a token, comes to 76 s
  /// by it, where 73 s are published.
  static let controllerRate = Constant(
    183e6,
    "cann-recipes-train 93819a7, DeepSeek-R1 RL: 57 s until the reference starts on 13.6 M tokens of 24 "
      + "bytes, each sent to the 32 workers of its data-parallel rank", .derived)
  /// Tokens that rewards are reckoned for in a second.
  static let rewardRate = Constant(
    2.71e6, "cann-recipes-train 93819a7, DeepSeek-R1 RL: 5.0 s for 8,192 samples of 1,654 tokens",
    .derived)
  /// Bytes a second that the allocator of an Ascend die gives back.
  package static let ascendRelease = Constant(
    26e9 / 4,
    "cann-recipes-train 93819a7, DeepSeek-R1 RL: empty_cache frees 26 GB in about 4 s, twice a step",
    .derived)
  /// Seconds in which a GPU engine's host loads one expert's tensor by its name.
  ///
  /// The name is looked for among those of all experts, the slice of this rank cut out and copied.
  package static let expertLoading = Constant(
    9.25 / 45_337,
    "calibrates: NVIDIA-NeMo/RL 7ea279abf, docs/design-docs: vLLM loads DeepSeek-V3's 45,337 tensors in "
      + "9.25 s while NIXL brings the next, 10.92 s where one follows the other", .derived)
  /// Seconds in which a host visits one of the parameters of its modules.
  package static let parameterVisit = Constant(
    0.76e-6,
    "measured here: CPython 3.11 walks PyTorch's named_parameters over the modules of Qwen3-30B-A3B, 435 "
      + "parameters, in 332 us on one core of an EPYC", .derived)
  /// Bytes of a die that neither weights nor cache nor activations may use.
  static let workspace = Constant(3.0e9, "communication buffers and allocator slack", .assumed)

  static let matrixSource = Source("share of the matrix peak, by kind of chip; see the calibration")
  static let fabricSource = Source("bandwidth, efficiency and latency of the cluster's links")
  static let hostSource = Source("operators a layer, times the host's time for each", .derived)
}

extension Calibration {
  /// The kinds of chip that constants differ between.
  package enum Family {
    case ascend, ampere, hopper, blackwell, blackwellServer, other

    /// Finds the kind by the chip's name.
    package init(_ chip: Chip) {
      let name = chip.name.lowercased()
      func has(_ parts: String...) -> Bool { parts.contains { name.contains($0) } }
      if has("910", "ascend") {
        self = .ascend
      } else if has("a100", "a800") {
        self = .ampere
      } else if has("h100", "h800", "h200", "h20") {
        self = .hopper
      } else if has("gb200", "b300") {
        self = .blackwell
      } else if has("b200") {
        self = .blackwellServer
      } else {
        self = .other
      }
    }

    /// Share of the matrix peak that large products reach.
    func matrix(_ precision: Precision) -> Double {
      switch self {
      case .ascend: ascendMatrix.value
      case .ampere: ampereMatrix.value
      case .hopper: precision.bytes < 2 ? blackwellMatrix.value : hopperMatrix.value
      case .other: hopperMatrix.value
      case .blackwell: blackwellMatrix.value
      case .blackwellServer: blackwellMatrix.value * power
      }
    }

    /// Operations a second that a chip's matrix units could make by the instructions of A100's time.
    ///
    /// Each multiprocessor is used as it was there; what later chips have more of in one is left idle. By
    /// their data sheets Hopper makes twice as many operations a multiprocessor and cycle, and chips after it
    /// carry those instructions along at its rate.
    func legacyPeak(_ chip: Chip) -> Double {
      let peak = chip.matrix.flopsPerSecond
      switch self {
      case .hopper, .blackwell, .blackwellServer:
        return min(peak, Chip.h100.matrix.flopsPerSecond) / 2
      case .ascend, .ampere, .other: return peak
      }
    }

    /// What the power that a chip is given leaves of its rates.
    var power: Double { self == .blackwellServer ? Calibration.blackwellServer.value : 1 }

    /// Share of the multiprocessors that a collective takes from the products which it runs beside.
    ///
    /// 16 of them, as TransformerEngine gives to its bulk and pipelined exchanges (`num_sm` in
    /// module/base.py) and NCCL to its rings, of as many as the data sheets tell. Ascend's collectives run on
    /// engines of their own.
    var collectiveShare: Double {
      switch self {
      case .ascend, .other: 0
      case .ampere: 16 / 108
      case .hopper: 16 / 132
      case .blackwell, .blackwellServer: 16 / 148
      }
    }

    /// What launches take, against those on Ascend.
    package var launches: Double {
      self == .ascend ? 1 : vectorLaunch.value / productLaunch.value
    }

    /// Seconds in which the host issues one operator of a training framework.
    ///
    /// On GPUs not measured: a framework's Python around an operator is taken to weigh as much beside it
    /// as on Ascend, where both are known.
    package var dispatch: Double {
      guard self != .ascend else { return ascendDispatch.value }
      return gpuDispatch.value * ascendDispatch.value / engineDispatch.value
    }

  }
}
