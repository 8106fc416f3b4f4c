import Quantities
import Specification

/// Models of published cases, by the names that the publications use.
enum CaseModels {
  /// The shape that a case ran; `nil` where it is not known.
  static func shape(_ one: PublishedCase) -> Transformer? {
    let name = one.model.lowercased()
    // Models of state-space layers alone, and attention that picks 2,048 tokens of more.
    if name.contains("mamba") { return nil }
    if name.contains("dsa"), one.sequence ?? .max > 2048 { return nil }
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
    func number(_ words: String...) -> Int? {
      words.lazy.compactMap { one.number(after: $0) }.first
    }
    guard let hidden = number("hidden", "hidden_size", "hidden size", "d_model"),
      let layers = number("layers", "num_layers", "n_layers"),
      let heads = number("num_attention_heads", "attention heads", "n_heads", "heads"),
      heads > 0, hidden > 0, layers > 0
    else { return nil }
    let width = number("ffn", "ffn_hidden_size", "intermediate_size", "intermediate size")
    let vocabulary = number("vocab", "vocab_size", "vocabulary", "vocab size") ?? 32000
    let few = number("kv heads", "kv_heads", "num_key_value_heads", "query groups", "kv_groups")
    let known = named(one.model) ?? named(family(one.model))
    var attention = Attention.grouped(
      heads: heads, keyValueHeads: min(heads, max(1, few ?? heads)),
      headDimension: max(1, hidden / heads))
    if let known, few == nil {
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

  /// A shape by its name, however it is written: the longest key that the name holds counts.
  static func named(_ name: String) -> Transformer? {
    if let model = known(normal(name)) { return model }
    // What stands before a stroke is a vendor, or another model of the same shape.
    let first = name.split(separator: "/").first.map(String.init) ?? name
    return first == name ? nil : known(normal(first))
  }

  /// Whether a model was made for sequences of no more than 2,048 tokens.
  static func readsShort(_ name: String) -> Bool {
    let name = normal(name)
    return [
      "llama7b", "llama13b", "llama30b", "llama33b", "llama65b", "internlm7b", "internlm65b",
      "aquila7b", "bloom", "gpt3", "opt",
    ].contains { name.hasPrefix($0) }
  }

  private static func known(_ key: String) -> Transformer? {
    var best: (length: Int, model: Transformer)?
    for entry in catalogue {
      for one in entry.keys where one.count > best?.length ?? 0 && key.range(of: one) != nil {
        best = (one.count, entry.model)
      }
    }
    return best?.model
  }

  /// Words of a name that say nothing of the shape.
  private static let fillers: Set<String> = [
    "instruct", "chat", "base", "coder", "math", "hf", "it", "vl", "omni", "fp8", "fp4", "nvfp4",
    "mxfp4", "bf16", "int8", "w8a8", "awq", "gptq", "thinking", "preview",
    "tokendrop",
    "pretrain", "v0", "mcore", "meta", "nvidia",
  ]

  /// Letters and digits of a name, small, without vendor, fillers and what stands in brackets.
  private static func normal(_ name: String) -> String {
    let plain = name.split(separator: "(").first ?? ""
    let tail = plain.split(separator: "/").last { $0.contains { $0.isLetter } } ?? plain
    let spelled = tail.lowercased().map { $0 == "+" ? "plus" : String($0) }.joined()
    let words = spelled.split { !($0.isLetter || $0.isNumber) }
    // Four digits by themselves are the month of a release.
    return words.filter { word in
      !fillers.contains(String(word)) && !(word.count == 4 && word.allSatisfy(\.isNumber))
    }.joined()
  }

  /// All shapes that are known.
  static let catalogue: [Entry] = dense + mixtures + hybrids

  struct Entry: Sendable {
    let keys: [String]
    let model: Transformer
  }

  private static let remembered = Source("published config.json, from memory", .assumed)

  static func dense(
    _ keys: [String], _ layers: Int, _ hidden: Int, _ heads: Int, _ few: Int, _ dimension: Int,
    _ width: Int, _ vocabulary: Int, matrices: Int = 3, ties: Bool = false,
    state: StateMixers? = nil
  ) -> Entry {
    Entry(
      keys: keys,
      model: Transformer(
        name: keys[0], layers: layers, hidden: hidden, vocabulary: vocabulary,
        attention: .grouped(heads: heads, keyValueHeads: few, headDimension: dimension),
        denseIntermediate: width, experts: nil, feedForwardMatrices: matrices,
        tiesEmbeddings: ties, state: state, source: remembered))
  }

  static func mixture(
    _ keys: [String], _ layers: Int, _ hidden: Int, _ heads: Int, _ few: Int, _ dimension: Int,
    routed: Int, active: Int, shared: Int = 0, width: Int, dense: Int = 0, first: Int = 0,
    vocabulary: Int, prediction: Int = 0, matrices: Int = 3,
    state: StateMixers? = nil
  ) -> Entry {
    Entry(
      keys: keys,
      model: Transformer(
        name: keys[0], layers: layers, hidden: hidden, vocabulary: vocabulary,
        attention: .grouped(heads: heads, keyValueHeads: few, headDimension: dimension),
        denseIntermediate: dense,
        experts: Experts(
          routed: routed, shared: shared, active: active, intermediate: width, firstLayer: first),
        feedForwardMatrices: matrices, predictionLayers: prediction, state: state,
        source: remembered))
  }

  /// `widths` are heads, the ranks of queries and of keys and values, and the widths of a head without
  /// and with rotation and of its values.
  static func latent(
    _ keys: [String], _ layers: Int, _ hidden: Int, _ widths: [Int], routed: Int, active: Int,
    shared: Int, width: Int, dense: Int, first: Int, vocabulary: Int, prediction: Int
  ) -> Entry {
    Entry(
      keys: keys,
      model: Transformer(
        name: keys[0], layers: layers, hidden: hidden, vocabulary: vocabulary,
        attention: .latent(
          heads: widths[0], queryRank: widths[1], keyValueRank: widths[2],
          nopeDimension: widths[3], ropeDimension: widths[4], valueDimension: widths[5]),
        denseIntermediate: dense,
        experts: Experts(
          routed: routed, shared: shared, active: active, intermediate: width, firstLayer: first),
        predictionLayers: prediction, source: remembered))
  }
}
