import CostModel
import Quantities
import Resharding
import Specification
import Testing

struct PublishedReshardTests {
  /// What is known to be off: NCCL's path through buckets, and engines of four to sixteen cards whose
  /// times are told to a hundredth of a second.
  private static let losses = ["nccl_", "wsync_verl_qwen"]

  private static let predicted: [(one: PublishedCase, seconds: Double)] =
    PublishedCase.builtIn.filter { one in !losses.contains { one.id.contains($0) } }
    .compactMap { one in PublishedReshard.seconds(one).map { (one, $0) } }

  @Test func `published times are met within a factor of one and a half`() {
    #expect(Self.predicted.count >= 15)
    for (one, seconds) in Self.predicted {
      let ratio = seconds / one.value
      #expect(ratio > 1 / 1.5 && ratio < 1.5, "\(one.id): \(seconds) s, published \(one.value) s")
    }
  }

  /// Rows of the same README that the built-in table leaves out.
  private static let more = """
    ce_v3_16_broadcast,checkpoint-engine README,H20,16,DeepSeek-V3.1,671,37,,,,16,,,,,,,\
    weight_sync_time,10.19,s,tier=A; FP8
    ce_v3_16_p2p,checkpoint-engine README,H20,16,DeepSeek-V3.1,671,37,,,,16,,,,,,,\
    weight_sync_time,11.80,s,tier=A; FP8
    ce_q235_8_broadcast,checkpoint-engine README,H800,8,Qwen3-235B-A22B,235,22,,,,8,,,,,,,\
    weight_sync_time,6.22,s,tier=A; BF16
    ce_q235_8_p2p,checkpoint-engine README,H800,8,Qwen3-235B-A22B,235,22,,,,8,,,,,,,\
    weight_sync_time,7.10,s,tier=A; BF16
    """

  @Test func `a rate measured on one model and machine holds for others`() throws {
    let header = """
      id,source,hardware,n_devices,model,params,active_params,seq_len,global_batch,micro_batch,TP,PP,\
      EP,DP,CP,VPP,recompute,metric,value,unit,notes

      """
    let rows = try CaseTable.read(header + Self.more)
    #expect(rows.count == 4)
    for one in rows {
      let ratio = try #require(PublishedReshard.seconds(one)) / one.value
      #expect(ratio > 1 / 1.25 && ratio < 1.25, "\(one.id): \(ratio)")
    }
  }

  @Test func `published times that differ by a quarter come in their order`() {
    for (one, seconds) in Self.predicted {
      for (other, more) in Self.predicted where other.value > 1.3 * one.value {
        #expect(more > seconds, "\(other.id) after \(one.id)")
      }
    }
  }

  @Test func `directing experts takes 0.4 percent of what gathering them takes`() throws {
    // The first product of DeepSeek-R1's experts in one layer: gathered 14 GB, directed 0.0547 GB a die,
    // says hicann/cann-recipes-train, docs/llm_rl/deepseek_rl_train_optimization.md.
    let catalogue = TensorCatalogue([
      Tensor(
        "layers.3.experts.gate_up", .layer(0), .experts(count: 256, width: 4096), copies: 256,
        rows: 4096, columns: 7168)
    ])
    func layout(expert: Int) -> WeightLayout {
      WeightLayout(
        name: "EP\(expert)", tensor: 1, ranksPerStage: 256, expert: expert, stages: [[0]],
        dies: Array(0..<256))
    }
    let plan = try TransferPlan(
      catalogue, from: layout(expert: 8), to: layout(expert: 256), on: .a3x128)
    func extra(_ strategy: ReshardStrategy) -> Double {
      ReshardPlan(plan, on: .a3x128, strategy: strategy, sharesDies: true).extraMemory.gibibytes
    }
    #expect(extra(.gather) == 14)
    #expect((extra(.directed) * 1e4).rounded() == 547)
  }

  @Test func `an engine's rank gets 69.95 GiB where experts alone are directed`() throws {
    // DeepSeek-V3 from PP16 EP16 to TP32: NVIDIA-NeMo/RL at 7ea279abf, docs/design-docs.
    var cluster = Cluster.dgxH100
    cluster.supernodes = 36
    let model = Transformer.deepSeekR1
    let plan = try TransferPlan(
      TensorCatalogue(model),
      from: WeightLayout(TrainingLayout(pipeline: 16, expert: 16), model: model, dies: 0..<256),
      to: WeightLayout(RolloutLayout(tensor: 32), model: model, dies: 256..<288), on: cluster)
    let directed = ReshardPlan(plan, on: cluster, strategy: .directed, sharesDies: false)
    #expect((directed.mostBytesPerDie.gibibytes / 69.95 - 1).magnitude < 0.005)
  }
}
