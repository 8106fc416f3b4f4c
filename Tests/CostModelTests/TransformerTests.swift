import Specification
import Testing

@testable import CostModel

@Test(
  arguments: [
    (.deepSeekR1, 671_026_404_352), (.qwen3A22B, 235_093_634_560), (.qwen3A3B, 30_532_122_624),
    (.llama3B8, 8_030_261_248), (.llama3B70, 70_553_706_496),
    (.nemotron3Super, 120_600_000_000),
  ] as [(Transformer, Int)])
func `a model has as many parameters as its publisher counts`(model: Transformer, count: Int) {
  #expect((Double(model.parameters) / Double(count) - 1).magnitude < 0.001)
}

@Test func `training work per token follows the closed form`() {
  // 6 for each weight that a token uses and 6 L a d s for attention, counted causally.
  let model = Transformer.llama3B70
  let attend: Double = 8192 * 128 * 144
  let feed: Double = 3 * 8192 * 28672
  let head: Double = 128_256 * 8192
  let weights = 80 * (attend + feed) + head
  let attention = 6.0 * 80 * 64 * 128 * 4096
  let work = model.trainingFLOPs(sequence: 4096)
  #expect((work / (6 * weights + attention) - 1).magnitude < 1e-12)
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
