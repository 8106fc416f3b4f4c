import Specification
import Testing

@testable import CostModel

/// Counts of the published weights, from memory, layers for multi-token prediction left out.
///
/// Those of files on Hugging Face; Kimi K2 is known to four digits (1,026 B).
private let published: [(model: Transformer, count: Int)] = [
  (.deepSeekR1, 671_026_404_352), (.kimiK2, 1_026_000_000_000), (.qwen3A22B, 235_093_634_560),
  (.qwen3A3B, 30_532_122_624), (.qwen25B7, 7_615_616_512), (.qwen25B32, 32_763_876_352),
  (.llama3B8, 8_030_261_248), (.llama3B70, 70_553_706_496), (.nemotron3Super, 120_600_000_000),
]

@Test(arguments: published)
func `a model has as many parameters as its publisher counts`(model: Transformer, count: Int) {
  #expect((Double(model.parameters) / Double(count) - 1).magnitude < 0.001)
}

@Test func `Pangu's 718 billion count its input embedding not`() {
  let model = Transformer.panguUltraMoE
  let count = Double(model.parameters - model.embeddingParameters)
  #expect((count / 718e9 - 1).magnitude < 0.001)
}

@Test func `every model that comes with the program has its count checked`() {
  let checked = Set(published.map(\.model.name) + [Transformer.panguUltraMoE.name])
  #expect(checked.isSuperset(of: Transformer.presets.map(\.name)))
}

/// The work to train on one token, in closed form.
///
/// 6 for each weight that a token passes through, the head counted, the input embedding and the router
/// not; attention 6 · L · heads · d · s, and for latent attention 3 · s · heads · (d_qk + d_v) · L.
private func closedForm(_ model: Transformer, sequence: Double) -> Double {
  let hidden = Double(model.hidden)
  let layers = Double(model.layers)
  var attend: Double
  var core: Double
  switch model.attention {
  case .grouped(let heads, let keyValueHeads, let dimension):
    attend = hidden * Double(dimension) * Double(heads + 2 * keyValueHeads)
    attend += Double(heads * dimension) * hidden
    core = 6 * layers * Double(heads * dimension) * sequence
  case .latent(let heads, let queryRank, let rank, let nope, let rope, let value):
    attend = hidden * Double(queryRank) + Double(queryRank * heads * (nope + rope))
    attend += hidden * Double(rank + rope) + Double(rank * heads * (nope + value))
    attend += Double(heads * value) * hidden
    core = 3 * sequence * Double(heads * (nope + rope + value)) * layers
  }
  let matrices = Double(model.feedForwardMatrices) * hidden
  var feed = layers * matrices * Double(model.denseIntermediate)
  if let experts = model.experts {
    let mixtures = Double(model.layers - experts.firstLayer)
    feed = Double(experts.firstLayer) * matrices * Double(model.denseIntermediate)
    feed += mixtures * matrices * Double((experts.active + experts.shared) * experts.intermediate)
  }
  return 6 * (layers * attend + feed + Double(model.vocabulary) * hidden) + core
}

@Test(
  arguments: Transformer.presets.map(\.value).filter { $0.state == nil }, [1.0, 4096, 131_072])
func `training work per token follows the closed form`(model: Transformer, sequence: Double) {
  let work = model.trainingFLOPs(sequence: sequence)
  #expect((work / closedForm(model, sequence: sequence) - 1).magnitude < 0.002)
}

@Test(
  arguments: [(.deepSeekR1, 37e9), (.kimiK2, 32e9), (.qwen3A22B, 22e9), (.qwen3A3B, 3.3e9)]
    as [(Transformer, Double)])
func `a token passes through as many weights as its publisher rounds to`(
  model: Transformer, active: Double
) {
  #expect((Double(model.activeParameters) / active - 1).magnitude < 0.1)
}

@Test func `a model with states attends in few layers`() {
  let model = Transformer.qwen3Next
  var plain = model
  plain.state = nil
  #expect(4 * model.cacheBytes(.bf16) == plain.cacheBytes(.bf16))
  func core(_ model: Transformer) -> Double {
    model.trainingFLOPs(sequence: 8192) - model.trainingFLOPs(sequence: 0)
  }
  #expect((4 * core(model) / core(plain) - 1).magnitude < 1e-12)
}

@Test func `Nemotron's work per token comes to the published 84.8 GFLOPs`() {
  // 667 TFLOPS at 7,867 tokens a second and GPU (Megatron-Bridge 26.06, MXFP8), prediction counted.
  let work = Transformer.nemotron3Super.trainingFLOPs(sequence: 8192, prediction: true)
  #expect((work / 84.8e9 - 1).magnitude < 0.01)
}

@Test func `training work of latent attention follows the closed form`() {
  let model = Transformer.deepSeekR1
  let difference = model.trainingFLOPs(sequence: 8192) - model.trainingFLOPs(sequence: 0)
  let closed: Double = 3 * 8192 * 128 * 320 * 61
  #expect(difference == closed)
}

@Test func `Pangu's work per token comes to the published 371 GFLOPs`() {
  let work = Transformer.panguUltraMoE.trainingFLOPs(
    sequence: 8192, counting: .full, prediction: true)
  #expect((work / 371e9 - 1).magnitude < 0.02)
}

@Test func `a token of Pangu keeps 70,272 bytes in the cache`() {
  #expect(Transformer.panguUltraMoE.cacheBytes(.bf16) == 70_272)
}
