import Specification
import TestKit
import Testing

@testable import CostModel

private func row(_ model: String = "Llama-3-8B", hardware: String = "H100", notes: String = "")
  throws -> PublishedCase
{
  let text = """
    id,source,hardware,n_devices,model,TP,PP,metric,value,unit,notes
    a,s,\(hardware),8,\(model),1,1,mfu,40,%,\(notes)
    """
  return try #require(try CaseTable.read(text).first)
}

/// Names, and the parameters that their makers tell, in 10⁹.
private let names: [(name: String, billions: Double)] = [
  ("meta-llama/Llama-2-7b-chat-hf", 6.74), ("LLaMA-13B", 13.0), ("llama2_70b", 69.0),
  ("LLAMA3_8B", 8.03), ("meta-llama/Meta-Llama-3.1-405B-Instruct-FP8", 405.9),
  ("Llama-3.3-70B-Instruct", 70.6), ("Llama 3.2 1B", 1.24), ("llama-3.2-3b", 3.21),
  ("Llama-4-Scout-17B-16E", 109.0), ("Qwen/Qwen2.5-72B-Instruct", 72.7), ("Qwen2-7B", 7.6),
  ("Qwen2.5-Math-7B", 7.6), ("Qwen2-57B-A14B", 57.4), ("Qwen3-0.6B", 0.6), ("qwen3_8b", 8.2),
  ("Qwen/Qwen3-32B", 32.8), ("Qwen3-30B3A", 30.5), ("Qwen3_235B_a22B (tokendrop)", 235.0),
  ("Qwen/Qwen3-Coder-480B-A35B-Instruct", 480.0), ("Qwen3-Next-80B-A3B", 80.0),
  ("Qwen/Qwen3.5-397B-A17B", 397.0), ("Mixtral-8x7B", 46.7), ("mixtral 8x22b", 141.0),
  ("Mistral-7B-v0.1", 7.2), ("deepseek-ai/DeepSeek-V2", 236.0), ("DeepSeek-V2-Lite", 15.7),
  ("deepseekv3", 671.0), ("DeepSeekV3 (w/o MTP)", 671.0), ("DeepSeek-V3.1", 671.0),
  ("deepseek-ai/DeepSeek-R1-Distill-Qwen-32B", 32.8), ("DeepSeek-R1-Distill-Llama-70B", 70.6),
  ("zai-org/GLM-4.5", 355.0), ("GLM-4.5-Air", 106.0), ("GLM-5", 744.0), ("chatglm3_gqa_cp4", 6.2),
  ("moonshotai/Kimi-K2-Instruct", 1026.0), ("MiniMaxAI/MiniMax-M2.5", 229.0),
  ("openai/gpt-oss-120b", 117.0), ("GPT OSS 20B", 20.9), ("google/gemma-2-27b-it", 27.2),
  ("gemma-3-12b", 11.8), ("MPT-30b", 30.0), ("falcon-40b", 41.5), ("OPT-66B", 65.7),
  ("Baichuan2-13B", 13.9), ("internlm2-20b", 19.9), ("Yi-34B", 34.4), ("phi-4", 14.7),
  ("starcoder2-15b", 16.0), ("bloom-176b", 176.0), ("GPT-3 175B", 175.0),
  ("Nemotron_3_Super", 120.0), ("allenai/OLMoE-1B-7B-0924", 6.9), ("OLMo-2-1124-13B", 13.7),
  ("Ling-mini-2.0", 16.0), ("inclusionAI/Ling-flash-2.0", 103.0), ("Ling-1T", 1000.0),
  ("zai-org/GLM-4.7-Flash", 30.0), ("GLM-4.5V", 106.0), ("ERNIE-4.5-21B-A3B", 21.8),
  ("CohereForAI/c4ai-command-r-plus", 104.0), ("Command R+", 104.0), ("deepseek-16b-moe", 16.4),
  ("GPT3 20B", 20.0), ("granite-3.1-8b-base", 8.2), ("pythia-12b", 11.8),
  ("Seed-Coder-8B", 8.3), ("EXAONE-4-32B", 32.0), ("Kimi-Dev-72B", 72.7), ("vicuna-13b-v1.5", 13.0),
  ("Nemotron-4 340B", 340.0), ("Pangu Ultra MoE 718B", 718.0), ("Nemotron-3-Nano-30B-A3B", 31.6),
]

@Test(arguments: names)
func `a model is known however its name is written`(name: String, billions: Double) throws {
  let shape = try #require(row(name).shape, "\(name)")
  let ratio = Double(shape.parameters) / (billions * 1e9)
  #expect(ratio > 0.94 && ratio < 1.06, "\(name) is \(shape.name): \(shape.parameters)")
}

@Test(
  arguments: [
    ("A100-80GB SXM", "A100 80GB SXM", 8), ("a100_40gb", "A100 40GB SXM", 8),
    ("A100 PCIe 80GB", "A100 80GB PCIe", 8), ("8xA800", "A800 80GB", 8),
    ("DGX-H100", "H100 SXM", 8), ("h100_sxm", "H100 SXM", 8), ("H100 NVL", "H100 NVL", 8),
    ("h200_sxm", "H200 SXM", 8), ("H20", "H20", 8), ("8xH20-96GB", "H20", 8),
    ("8xH800 node", "H800 SXM", 8), ("DGX-B200", "B200", 8), ("DGX-GB300", "GB300", 4),
    ("GB200-NVL72", "GB200", 4), ("l40s", "L40S", 8), ("V100-32GB", "V100", 8),
    ("MI300X", "MI300X", 8), ("Ascend 910B3", "Ascend 910B", 8),
    ("Ascend 910B4", "Ascend 910B, 280 TFLOPS", 8), ("Atlas 800T A2", "Ascend 910B", 8),
    ("Atlas A3", "Ascend 910C", 8), ("CloudMatrix384 (910C)", "Ascend 910C", 8),
  ])
func `hardware is known however its name is written`(name: String, chip: String, cards: Int) throws
{
  let machine = try #require(row(hardware: name).machine, "\(name)")
  #expect(machine.chip.name == chip)
  #expect(machine.cardsPerServer == cards)
}

@Test(arguments: ["toaster", "", "CPU"])
func `hardware that is not known is said to be missing`(name: String) throws {
  let result = try #require(Validation.run([row(hardware: name)]).first)
  #expect(result.predicted == nil)
  #expect(result.reason?.contains("hardware") == true)
}

@Test func `a degree that is no number is told, and the row is left out`() throws {
  let text = """
    \u{FEFF}id,source,hardware,n_devices,model,TP,metric,value,unit,notes
    a,s,H100,8, Llama-3-8B ,two,mfu,"1,040",%,
    """
  let one = try #require(try CaseTable.read(text).first)
  #expect(one.model == "Llama-3-8B")
  #expect(one.value == 1040)
  let result = try #require(Validation.run([one]).first)
  #expect(result.reason?.contains("'TP' instead of 'two'") == true)
}

@Test(arguments: 0..<200 as Range<UInt64>)
func `no table of cases brings the model down`(seed: UInt64) throws {
  var dice = Dice(state: seed)
  let words = [
    "", "0", "-1", "1", "3", "8", "1e9", "nan", "9223372036854775807", "x", "\"a,b\"", "4096",
    "FP8",
    "H100", "Llama-3-8B", "DeepSeek-V3", "isl 0 osl 0", "tpot", "mfu", "step_time", "ttft", "full",
    "peak_mem_allocated", "gb200", "tier=A; MTP-1; fp4; INT8; DualPipe; 1.5T tokens",
  ]
  let header = """
    id,source,hardware,n_devices,model,params,active_params,seq_len,global_batch,micro_batch,TP,PP,EP,\
    DP,CP,VPP,recompute,metric,value,unit,notes

    """
  var text = header
  for _ in 0..<8 {
    text +=
      (0..<21).map { _ in words.randomElement(using: &dice) ?? "" }
      .joined(separator: ",") + "\n"
  }
  for result in Validation.run(try CaseTable.read(text)) {
    #expect(result.predicted.map { $0.isFinite } ?? (result.reason != nil))
  }
}

@Test(arguments: [16, 48, 64, 128])
func `two micro-batches hide the exchange and read weights twice`(samples: Int) {
  var model = Transformer.deepSeekR1
  model.predictionLayers = 0
  func step(_ count: Int) -> DecodeRate {
    let layout = RolloutLayout(
      tensor: 1, data: 320, expert: 320, redundantExperts: 64, weights: .int8,
      maxSamplesPerRank: 256, graphs: .eager, fusesOperators: true, decodeMicroBatches: count)
    return RolloutCosts(cluster: .cloudMatrix384, model: model, layout: layout, countsEngine: false)
      .decode(rankSamples: samples, replicaSamples: 320 * samples)
  }
  let (one, two) = (step(1), step(2))
  #expect(two.breakdown[.expertExchange] < one.breakdown[.expertExchange])
  #expect(two.breakdown[.products] > one.breakdown[.products])
  #expect(two.perContextToken == one.perContextToken)
}

@Test(
  arguments: [
    "hidden 4096 layers 32 heads 32 ffn 11008 vocab 32000",
    "num_layers=32, hidden_size=4096, num_attention_heads=32, intermediate_size=11008, vocab_size=32000",
    "kv heads 32; n_layers 32; d_model 4096; n_heads 32; ffn_hidden_size 11008",
  ])
func `a shape that the notes spell out is read in any of its spellings`(notes: String) throws {
  let shape = try #require(try row("Nobody's model", notes: "\"\(notes)\"").shape)
  #expect(shape.layers == 32 && shape.hidden == 4096 && shape.denseIntermediate == 11_008)
  #expect((Double(shape.parameters) / 6.74e9 - 1).magnitude < 0.03)
}

@Test func `experts over servers of a network are reached once a server`() throws {
  func predicted(_ source: String) throws -> Double? {
    let text = """
      id,source,hardware,n_devices,model,seq_len,global_batch,TP,PP,EP,metric,value,unit,notes
      a,\(source),DGX-H100,256,Qwen3_235B_a22B,4096,1024,1,8,32,mfu,40,%,
      """
    return try #require(try Validation.run(CaseTable.read(text)).first).predicted
  }
  let flat = try #require(try predicted("somebody"))
  let once = try #require(try predicted("Megatron-Bridge perf summary"))
  #expect(once > flat)
}
