import Quantities
import Specification
import TestKit
import Testing

@Suite struct RoundTripTests {
  @Test(arguments: Scenario.presets, [YAMLStyle.full, .brief])
  func `a preset reads back as it was written`(
    preset: Preset<Scenario>, style: YAMLStyle
  ) throws {
    let text = preset.value.yaml(style)
    let read = try Scenario(yaml: text, file: "preset.yaml")
    #expect(read == preset.value)
    #expect(read.yaml(style) == text)
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `a scenario of any figures reads back as it was written`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let scenario = dice.scenario()
    #expect(scenario.problems() == [])
    let text = scenario.yaml()
    let read = try Scenario(yaml: text, file: "random.yaml")
    #expect(read == scenario)
    #expect(read.yaml() == text)
    let brief = try Scenario(yaml: scenario.yaml(.brief), file: "random.yaml")
    #expect(brief == scenario)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `a scenario that serves requests reads back as it was written`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var scenario = dice.scenario()
    scenario.workload.arrivals = dice.arrivals()
    scenario.policy.placement = .fused
    let full = scenario.rollout.maxSamplesPerRank * (1 + (scenario.rollout.speculation?.depth ?? 0))
    scenario.rollout.stepTokens = dice.flag() ? nil : full + dice.int(in: 1...9000)
    #expect(scenario.problems() == [])
    let text = scenario.yaml()
    let read = try Scenario(yaml: text, file: "random.yaml")
    #expect(read == scenario)
    #expect(read.yaml() == text)
    #expect(try Scenario(yaml: scenario.yaml(.brief), file: "random.yaml") == scenario)
  }

  @Test func `written lines are no longer than an editor is wide`() {
    for preset in Scenario.presets {
      for line in preset.value.yaml().split(separator: "\n") {
        #expect(line.count <= 110, "\(line)")
      }
    }
  }

  @Test func `the brief style names cluster and model, the full one neither`() {
    let brief = Scenario.panguCM384.yaml(.brief)
    #expect(brief.contains("cluster: cloudmatrix384 "))
    #expect(brief.contains("model: pangu-ultra-moe-718b "))
    #expect(!Scenario.panguCM384.yaml(.full).contains("cloudmatrix384\n"))
    #expect(Scenario.panguCM384.yaml(.full).contains("matrix: 376 TFLOPS"))
  }

  @Test func `a changed cluster is written out even in brief style`() throws {
    var scenario = Scenario.panguCM384
    scenario.cluster.chip.matrix = .tera(400)
    #expect(scenario.yaml(.brief).contains("matrix: 400 TFLOPS"))
    #expect(try Scenario(yaml: scenario.yaml(.brief), file: "x.yaml") == scenario)
  }

  @Test(arguments: Chip.presets)
  func `chips are written so that a scenario can hold them`(chip: Preset<Chip>) throws {
    let text = "extends: pangu-cm384\n" + chip.value.yaml()
    #expect(try Scenario(yaml: text, file: "x.yaml").cluster.chip == chip.value)
  }

  @Test func `clusters and models are written so that a scenario can hold them`() throws {
    for cluster in Cluster.presets {
      for model in Transformer.presets where model.value.experts == nil {
        let text =
          cluster.value.yaml() + model.value.yaml()
            + """
            workload: {prompts-per-step: 65536, samples-per-prompt: 16, prompt-length: 100, \
            response-length: {fixed: 1000}}
            training: {}
            rollout: {}
            """
        let scenario = try Scenario(yaml: text, file: "parts.yaml")
        #expect(scenario.cluster == cluster.value)
        #expect(scenario.model == model.value)
        #expect(scenario.name == "parts")
      }
    }
  }
}
