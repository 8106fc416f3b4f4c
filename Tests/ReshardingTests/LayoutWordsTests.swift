import Resharding
import Specification
import TestKit
import Testing

struct LayoutWordsTests {
  private let model = Transformer.deepSeekR1

  @Test func `every kind of word is taken over`() throws {
    let words = try LayoutWords("TP2×DP160 EP320, red32/shared32_int8 split")
    let layout = try words.rollout(over: RolloutLayout(), model: model, dies: 0..<700)
    #expect(layout.tensor == 2 && layout.expert == 320 && layout.ranksPerStage == 320)
    #expect(layout.redundantExperts == 32 && layout.sharedReplicas == 32)
    #expect(layout.precision == .int8 && layout.fusion == .split && layout.replicas == 2)
    #expect(layout.name == "TP2 EP320 red32 shared32 INT8")
  }

  @Test func `stages hold the layers that words give them`() throws {
    let words = try LayoutWords("tp4-pp4:15/16/16/14-ep8-zero1")
    let layout = try words.training(over: TrainingLayout(), model: model, dies: 64..<192)
    #expect(layout.stages.map(\.count) == [15, 16, 16, 14])
    #expect(layout.shardsCopies && layout.precision == .fp32)
    #expect(layout.dies == Array(64..<192) && layout.ranksPerStage == 32)
    let turns = try LayoutWords("tp4 pp2:31/30 vpp2").training(
      over: TrainingLayout(), model: model, dies: 0..<8)
    #expect(turns.stages.map(\.count) == [31, 30])
    #expect(turns.stages[0] != Array(0..<31))
  }

  @Test func `a data-parallel degree takes as many dies as it needs, and no more than there are`()
    throws
  {
    let words = try LayoutWords("tp4-pp2-dp3")
    let layout = try words.training(over: TrainingLayout(), model: model, dies: 0..<64)
    #expect(layout.dies == Array(0..<24))
    #expect(throws: LayoutWords.Misfit.self) {
      try words.training(over: TrainingLayout(), model: model, dies: 0..<23)
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `whatever is typed is a layout or an error inside the text`(seed: UInt64) {
    var dice = Dice(state: seed)
    let pieces = [
      "tp", "PP4", "ep", "12", "x", "-", ":", "1/2", "int8", "zero", "é", "99999999999999999999",
      " ", "red0", "shared", "fsdp", "split", "×",
    ]
    let text = (0..<dice.pick(Array(0..<8))).map { _ in dice.pick(pieces) }.joined()
    do throws(LayoutWords.Problem) {
      _ = try LayoutWords(text)
    } catch {
      #expect(error.column >= 1 && error.column <= text.count + 1, "\(text): \(error)")
      #expect(!error.what.isEmpty)
    }
  }

  @Test(arguments: [
    ("pp62", "pp 62 makes 62 stages of 61 layers; write at most 61"),
    ("pp2:30/30", "the stages hold 60 layers, deepseek-r1-671b has 61"),
    ("red8", "red8: redundant experts are rollout's; training repeats by dp"),
    (
      "tp8 pp8 dp2",
      "tp8 · pp8 · dp2 takes 128 dies, of dies 0 to 63 there are 64; write at most dp1"
    ),
  ])
  func `what does not fit is told with the numbers`(text: String, reason: String) throws {
    let words = try LayoutWords(text)
    let error = #expect(throws: LayoutWords.Misfit.self) {
      try words.training(over: TrainingLayout(), model: model, dies: 0..<64)
    }
    #expect(error?.description == reason)
  }

  @Test func `experts and slots are for models that have them`() throws {
    for text in ["ep4", "etp", "tp2 shared4 ep2"] {
      let words = try LayoutWords(text)
      #expect(throws: LayoutWords.Misfit.self) {
        try words.rollout(over: RolloutLayout(), model: .qwen25B32, dies: 0..<64)
      }
    }
  }
}
