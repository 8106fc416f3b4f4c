import Quantities

extension Chip {
  /// All chips that can be called by name.
  public static let presets: [Preset<Chip>] = [
    Preset("ascend-910c", .ascend910C), Preset("ascend-910b", .ascend910B), Preset("a100", .a100),
    Preset("h100", .h100), Preset("h800", .h800), Preset("h20", .h20),
  ]

  /// The card of CloudMatrix384 and the Atlas A3 servers: two dies.
  ///
  /// 376 TFLOPS a die is the data sheet's figure (752 a card; parts of 626 and 800 exist too). Huawei's
  /// own simulator reckons BF16 with 353.9, the cube's 16·16·16 multiply-adds at its clock; that is for
  /// the cost model's efficiencies to tell.
  public static let ascend910C = Chip(
    name: "Ascend 910C", diesPerCard: 2, matrix: .tera(376), matrix8Bit: .tera(752),
    vector: .tera(22), memory: .gibi(64), memoryBandwidth: .gigabytesPerSecond(1600),
    power: PowerRange(
      idle: 180, peak: 800,
      source: Source(
        "peak: two dies of at most 400 W each, as Atlas 800T A2 white paper v16 has it for one; "
          + "idle taken for granted", .assumed)),
    source: Source(
      "CloudMatrix384 paper, arXiv 2506.12708 (dies, memory; INT8 from its tokens per TFLOPS); "
        + "Atlas 900 A3 SuperPoD white paper v07 (752 TFLOPS dense BF16 a card); vector peak from "
        + "Ascend/msmodeling, tensor_cast/device.py at 84fec85"))

  /// The single-die card of the Atlas 800T A2 servers, in its 313 TFLOPS part.
  ///
  /// Published utilisations of Pangu's pre-training fit this part; another of 376 TFLOPS exists.
  public static let ascend910B = Chip(
    name: "Ascend 910B", diesPerCard: 1, matrix: .tera(313), matrix8Bit: .tera(626),
    vector: .tera(22), memory: .gibi(64), memoryBandwidth: .gigabytesPerSecond(1600),
    power: PowerRange(
      idle: 90, peak: 400,
      source: Source(
        "peak: Atlas 800T A2 white paper v16; idle taken for granted", .assumed)),
    source: Source(
      "Atlas 800T A2 white paper v16 (313 TFLOPS FP16, 64 GB, 1600 GB/s); 8-bit as twice 16-bit; "
        + "vector peak from Ascend/msmodeling, tensor_cast/device.py at 84fec85"))

  /// NVIDIA A100 SXM with 80 GB.
  public static let a100 = Chip(
    name: "A100 80GB SXM", diesPerCard: 1, matrix: .tera(312), matrix8Bit: .tera(624),
    vector: .tera(39), memory: .gibi(80), memoryBandwidth: .gigabytesPerSecond(2039),
    power: PowerRange(idle: 55, peak: 400), source: .remembered("NVIDIA A100 data sheet"))

  /// NVIDIA H100 SXM.
  public static let h100 = Chip(
    name: "H100 SXM", diesPerCard: 1, matrix: .tera(989), matrix8Bit: .tera(1979),
    vector: .tera(133.8), memory: .gibi(80), memoryBandwidth: .gigabytesPerSecond(3350),
    power: PowerRange(idle: 70, peak: 700), source: .remembered("NVIDIA H100 data sheet"))

  /// NVIDIA H800 SXM: an H100 with a narrower NVLink.
  public static let h800 = Chip(
    name: "H800 SXM", diesPerCard: 1, matrix: .tera(989), matrix8Bit: .tera(1979),
    vector: .tera(133.8), memory: .gibi(80), memoryBandwidth: .gigabytesPerSecond(3350),
    power: PowerRange(idle: 70, peak: 700), source: .remembered("NVIDIA H800 data sheet"))

  /// NVIDIA H20: little compute, much memory.
  public static let h20 = Chip(
    name: "H20", diesPerCard: 1, matrix: .tera(148), matrix8Bit: .tera(296), vector: .tera(88),
    memory: .gibi(96), memoryBandwidth: .gigabytesPerSecond(4000),
    power: PowerRange(idle: 70, peak: 400), source: .remembered("NVIDIA H20 data sheet"))
}

extension Source {
  /// Figures known by heart from a publication that was not read again: shown as assumed.
  static func remembered(_ publication: String) -> Source {
    Source("\(publication), from memory and not checked", .assumed)
  }

  /// What stands behind a figure that was given without a source.
  public static let given = Source("given without a source", .assumed)
}
