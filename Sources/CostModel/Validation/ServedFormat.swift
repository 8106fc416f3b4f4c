import Quantities
import Specification

/// The number format that an engine keeps weights in and multiplies in.
struct ServedFormat: Hashable {
  /// What products run in.
  let products: Precision
  /// Bytes of a weight, with its share of a scale; `nil` for those of `products`.
  let weightBytes: Double?
  /// Whether products run at the 4-bit peak, where the chip has one.
  let isFourBit: Bool

  private static let plain = ServedFormat(products: .bf16, weightBytes: nil, isFourBit: false)
  private static let eightBit = ServedFormat(products: .fp8, weightBytes: nil, isFourBit: false)
  /// Four bits and a scale of eight for each 16.
  private static let nvfp4 = ServedFormat(products: .fp8, weightBytes: 0.5625, isFourBit: true)
  /// Four bits and a scale of eight for each 32, made 16 bits wide before they are multiplied.
  private static let widened = ServedFormat(
    products: .bf16, weightBytes: 0.53125, isFourBit: false)

  /// Formats of dense products and of experts: as printed ("gemm fp8 moe w4a16_mxfp4"), else as the notes
  /// or the model's name say, else as the model is published.
  static func of(_ one: PublishedCase) -> (dense: ServedFormat, experts: ServedFormat) {
    let published = published(one)
    func printed(_ key: String) -> ServedFormat? {
      word(after: " \(key) ", in: one.notes.lowercased()).flatMap(named)
    }
    let dense = printed("gemm") ?? published.dense
    return (dense, printed("moe") ?? (printed("gemm") == nil ? published.experts : dense))
  }

  private static func published(
    _ one: PublishedCase
  ) -> (dense: ServedFormat, experts: ServedFormat) {
    let name = one.model.lowercased()
    func has(_ words: String...) -> Bool { words.contains { name.contains($0) } }
    if has("nvfp4", "-fp4") { return (nvfp4, nvfp4) }
    if !one.source.hasPrefix("aiconfigurator") {
      if one.says("fp4") { return (nvfp4, nvfp4) }
      if one.says("INT8") {
        let format = ServedFormat(products: .int8, weightBytes: nil, isFourBit: false)
        return (format, format)
      }
      return one.says("fp8") || has("fp8") || one.source.hasPrefix("DeepSeek inference")
        ? (eightBit, eightBit) : (plain, plain)
    }
    if has("fp8") { return (eightBit, eightBit) }
    if has("gpt-oss", "gpt_oss") { return (plain, widened) }
    if has("kimi-k2-thinking", "kimi-k2.5", "kimi-k2.6") { return (plain, widened) }
    // Published in 8 bits.
    if has("deepseek-v3", "deepseek_v3", "deepseek-r1", "kimi-k2", "minimax-m2") {
      return (eightBit, eightBit)
    }
    return (plain, plain)
  }

  private static func word(after key: String, in notes: String) -> String? {
    notes.range(of: key).map {
      String(notes[$0.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }
  }

  private static func named(_ word: String) -> ServedFormat? {
    switch word {
    case "": nil
    case "nvfp4", "fp4": nvfp4
    case "mxfp4", "w4a16_mxfp4", "int4_wo", "int4", "w4a16", "awq", "gptq": widened
    case "w4a8_mxfp4_mxfp8", "w4afp8", "w4a8":
      ServedFormat(products: .fp8, weightBytes: 0.53125, isFourBit: false)
    case "int8_wo", "w8a16": ServedFormat(products: .bf16, weightBytes: 1, isFourBit: false)
    case "int8", "sq", "w8a8", "int8_sq":
      ServedFormat(products: .int8, weightBytes: nil, isFourBit: false)
    case let other where other.hasPrefix("fp8") || other.hasPrefix("mxfp8"): eightBit
    case let other
    where other.hasPrefix("bf16") || other.hasPrefix("fp16")
      || other.hasPrefix("bfloat") || other.hasPrefix("float16"):
      plain
    default: nil
    }
  }

  /// The kernels of a chip in this format.
  func kernels(_ chip: Chip) -> Kernels {
    var chip = chip
    // A chip without 4-bit products makes them in 16.
    if isFourBit { chip.matrix8Bit = CaseHardware.fourBitPeak(chip) ?? chip.matrix }
    var kernels = Kernels(chip, precision: products, infers: true)
    if let weightBytes { kernels.operandBytes = weightBytes }
    return kernels
  }
}
