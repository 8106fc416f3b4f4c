import Specification
import TestKit
import Testing

@testable import CostModel

/// Rows of serving benchmarks, as the model sets them up.
struct ServingCaseTests {
  private func predict(
    _ metric: String, clients: Int = 16, prompt: Int = 1024, outputs: Int = 128,
    model: String = "Qwen/Qwen3-32B", hardware: String = "h100_sxm", tensor: Int = 2
  ) throws -> Double {
    let one = try row(metric, clients, prompt, outputs, model, hardware, tensor)
    return try CasePrediction.predict(one).value
  }

  @Test func `more in flight answer later, and what has no room waits in line`() throws {
    var last = 0.0
    for clients in [1, 4, 16, 64, 256, 1024, 2048] {
      let first = try predict("ttft", clients: clients)
      #expect(first > last)
      last = first
    }
    // Half of 2,048 are in line for most of the run; decoding goes on no slower than for a full rank.
    let (full, over) = (try predict("tpot", clients: 1024), try predict("tpot", clients: 2048))
    #expect((over / full - 1).magnitude < 0.05)
  }

  @Test func `prompts that are read between an answer's tokens slow it by what they take`() throws {
    let (alone, many) = (try predict("tpot", clients: 1), try predict("tpot", clients: 16))
    let (reading, nothing) = (
      try predict("ttft", clients: 1, outputs: 1000), try predict("ttft", clients: 1, prompt: 1)
    )
    // Sixteen prompts are read for each answer of 128 tokens, alone or some together.
    #expect(many > alone && many < 2 * alone + 16 * (reading - nothing) / 128)
  }

  @Test func `an answer of one token has no time between tokens but a step's`() throws {
    let one = try predict("tpot", clients: 64, outputs: 1)
    let many = try predict("tpot", clients: 64, outputs: 1000)
    #expect(one < many)
    // All in flight are read one after another.
    let alone = try predict("ttft", clients: 1, outputs: 1)
    let all = try predict("ttft", clients: 64, outputs: 1)
    #expect(all > 30 * alone && all < 70 * alone)
  }

  @Test func `narrower weights are read faster, and those that no device holds are refused`() throws
  {
    var last = 0.0
    for format in ["nvfp4", "fp8_block", ""] {
      var row = try row("tpot", 4, 1024, 128, "Qwen/Qwen3-235B-A22B", "b200_sxm", 4)
      row.notes += "; precision x gemm \(format) moe \(format); "
      let value = try CasePrediction.predict(row).value
      #expect(value > last)
      last = value
    }
    let huge = try row("tpot", 4, 1024, 128, "deepseek-ai/DeepSeek-R1", "h100_sxm", 4)
    #expect(throws: MissingInput.self) { try CasePrediction.predict(huge) }
  }

  @Test(arguments: ["Qwen/Qwen3-235B-A22B-FP8", "MiniMaxAI/MiniMax-M2.5", "Qwen/Qwen3-32B"])
  func `tensor ranks read their share of a prompt's experts`(model: String) throws {
    let seconds = try [2, 4, 8].map {
      try predict("ttft", clients: 1, prompt: 8192, model: model, hardware: "b200_sxm", tensor: $0)
    }
    #expect(seconds[0] > seconds[1] && seconds[1] > seconds[2])
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `any load on any engine gives a number or a reason`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    func pick<T>(_ things: [T]) -> T { things[Int.random(in: things.indices, using: &dice)] }
    let models = ["Llama-3.1-70B", "Mixtral-8x7B", "DeepSeek-V2", "Qwen3-235B-A22B", "Kimi-K2"]
    let machines = ["A100", "h20_sxm", "Ascend 910B", "gb200", "CloudMatrix384 (910C)"]
    let lengths = [0, 1, 127, 8192, 1 << 20, 1 << 24, .max]
    do throws(MissingInput) {
      let value = try CasePrediction.predict(
        try row(
          pick(["ttft", "tpot"]), pick([1, 7, 1000, 1 << 22]), pick(lengths), pick(lengths),
          pick(models), pick(machines), pick([1, 4, 8]))
      ).value
      #expect(value.isFinite && value >= 0)
    } catch {
      #expect(!error.reason.isEmpty)
    }
  }

  private func row(
    _ metric: String, _ clients: Int, _ prompt: Int, _ outputs: Int, _ model: String,
    _ hardware: String, _ tensor: Int
  ) throws(MissingInput) -> PublishedCase {
    let text = """
      id,source,hardware,n_devices,model,global_batch,TP,metric,value,unit,notes
      a,aiconfigurator silicon_refs,\(hardware),\(tensor),\(model),\(clients),\(tensor),\(metric),1,ms,\
      "tier=B; prov=x; agg; vllm; isl \(prompt) osl \(outputs); silicon_concurrency=\(clients)"
      """
    guard let one = try? CaseTable.read(text).first else { throw MissingInput(reason: "a row") }
    return one
  }

  @Test func `a batch that is not printed is as large as the speed of a user allows`() throws {
    let one = try #require(PublishedCase.builtIn.first { $0.id == "ds_infer_decode_node" })
    func setup(_ speed: String) throws -> DecodeSetup {
      var row = one
      row.notes = "tier=B; EP144; mean KV 4989; \(speed) tok/s per user"
      return try DecodeSetup(row)
    }
    let (slow, fast) = (try setup("20-22"), try setup("40"))
    #expect(slow.samples > fast.samples && fast.samples > 1)
    #expect(slow.costs.layout.expert == 144 && slow.costs.layout.data == 144)
    let yield = try slow.prediction(one).value
    #expect((yield / one.value - 1).magnitude < 0.5)
    #expect((yield / (8 * Double(slow.samples) * 21) - 1).magnitude < 0.05)
  }
}
