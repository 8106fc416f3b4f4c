import Quantities
import Specification

/// Models of published cases, by the names that the publications use.
enum CaseModels {
  /// The shape that a case ran; `nil` where it is not known.
  static func shape(_ one: PublishedCase) -> Transformer? {
    let name = one.model.lowercased()
    // State-space layers, linear and sparse attention are not of this room.
    for other in ["mamba", "nemotron", "next", "dsa", "deepseek32"] where name.contains(other) {
      return nil
    }
    if let given = given(one) { return given }
    guard var model = named(one.model) else { return nil }
    if let layers = one.number(after: "layers cut to") {
      model.layers = layers
      // Cut models keep one dense layer.
      if let first = model.experts?.firstLayer { model.experts?.firstLayer = min(first, 1) }
    }
    return model
  }

  /// A shape that the notes spell out, as "hidden 4096 layers 32 heads 32 vocab 51200".
  private static func given(_ one: PublishedCase) -> Transformer? {
    guard let hidden = one.number(after: "hidden"), let layers = one.number(after: "layers"),
      let heads = one.number(after: "heads"), heads > 0, hidden > 0, layers > 0
    else { return nil }
    let width = one.number(after: "ffn")
    let vocabulary = one.number(after: "vocab") ?? 32000
    let known = named(one.model) ?? named(family(one.model))
    var attention = Attention.grouped(
      heads: heads, keyValueHeads: heads, headDimension: max(1, hidden / heads))
    if let known {
      switch known.attention {
      case .latent: attention = known.attention
      case .grouped(let many, let few, let dimension):
        attention = .grouped(
          heads: heads, keyValueHeads: max(1, heads * few / max(1, many)),
          headDimension: dimension * heads == hidden ? dimension : hidden / heads)
      }
    }
    var experts: Experts?
    if let count = one.number(after: "experts"), count > 0, let active = one.number(after: "top") {
      let after = one.notes.range(of: "experts").map { String(one.notes[$0.upperBound...]) } ?? ""
      let expertWidth =
        after.range(of: "ffn").flatMap { found in
          Int(after[found.upperBound...].drop { $0 == " " }.prefix { $0.isNumber })
        } ?? width ?? 4 * hidden
      experts = Experts(
        routed: count, shared: known?.experts?.shared ?? 0, active: active,
        intermediate: expertWidth, firstLayer: min(1, known?.experts?.firstLayer ?? 0))
    }
    return Transformer(
      name: one.model, layers: layers, hidden: hidden, vocabulary: vocabulary,
      attention: attention, denseIntermediate: width ?? 4 * hidden, experts: experts,
      feedForwardMatrices: width == nil ? 2 : 3, tiesEmbeddings: width == nil,
      source: Source(one.source))
  }

  /// The family that a test case is named after.
  private static func family(_ name: String) -> String {
    let name = name.lowercased()
    if name.contains("deepseek2") { return "deepseek-v2" }
    if name.contains("deepseek3") { return "deepseek-v3" }
    if name.contains("llama2") { return "llama2-7b" }
    if name.contains("qwen3_8b") { return "qwen3-8b" }
    if name.contains("seed_oss") { return "llama3-70b" }
    return name
  }

  /// A shape by its name, however it is written.
  static func named(_ name: String) -> Transformer? {
    var key = name.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "." }
    for prefix in ["deepseekai", "qwenqwen", "metallama", "mistralai"] where key.hasPrefix(prefix) {
      key = String(key.dropFirst(prefix == "qwenqwen" ? 4 : prefix.count))
    }
    return CaseModels.catalogue.first { entry in entry.keys.contains { key.hasPrefix($0) } }?.model
  }

  struct Entry: Sendable {
    let keys: [String]
    let model: Transformer
  }
}
