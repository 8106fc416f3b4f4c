import Quantities
import Specification
import Testing

@Suite struct ExtendsTests {
  /// Files that scenarios may name, instead of a disk.
  static func files(_ files: KeyValuePairs<String, String>) -> FileReader {
    { path throws(FileFailure) in
      for (name, text) in files where name == path { return text }
      throw FileFailure("no such file")
    }
  }

  @Test func `a scenario that extends a preset changes only what it says`() throws {
    let read = try Scenario(
      yaml: "extends: pangu-cm384\npolicy: {staleness: 3}\n", file: "runs/mine.yaml")
    var expected = Scenario.panguCM384
    expected.name = "mine"
    expected.policy.staleness = 3
    #expect(read == expected)
  }

  @Test func `a chip of one's own takes a few lines`() throws {
    let text = """
      extends: pangu-cm384
      name: faster
      cluster:
        extends: cloudmatrix384
        name: next supernode
        chip: {extends: ascend-910c, matrix: 1 PFLOPS, memory: 96 GiB}
      """
    var expected = Scenario.panguCM384
    expected.name = "faster"
    expected.cluster.name = "next supernode"
    expected.cluster.chip.matrix = .tera(1000)
    expected.cluster.chip.memory = .gibi(96)
    expected.cluster.chip.source = Source(
      "changed by hand; before: " + Chip.ascend910C.source.text, .assumed)
    #expect(try Scenario(yaml: text, file: "x.yaml") == expected)
  }

  @Test func `layouts can be taken from a known scenario by its name`() throws {
    let text = """
      cluster: a3-128
      model: deepseek-r1-671b
      workload: {prompts-per-step: 64, samples-per-prompt: 8, prompt-length: 64, response-length: 512}
      training: {extends: deepseek-r1-a3-128, recomputation: selective}
      rollout: deepseek-r1-a3-128
      """
    let read = try Scenario(yaml: text, file: "x.yaml")
    var training = Scenario.deepSeekR1A3.training
    training.recomputation = .selective
    #expect(read.training == training)
    #expect(read.rollout == Scenario.deepSeekR1A3.rollout)
    #expect(read.policy.placement == .fused)
    #expect(read.policy.staleness == 0)
  }

  @Test func `a whole section given by name replaces the one that is extended`() throws {
    let text = "extends: pangu-cm384\nmodel: deepseek-r1-671b\n"
    #expect(try Scenario(yaml: text, file: "x.yaml").model == .deepSeekR1)
  }

  @Test func `what may be missing can be taken away again`() throws {
    let text = "extends: pangu-cm384\ntraining: {layers-per-stage: none}\n"
    #expect(try Scenario(yaml: text, file: "x.yaml").training.layersPerStage == nil)
  }

  @Test func `a file can extend a file, by its path from there`() throws {
    let readFile = Self.files([
      "runs/base/half.yaml": """
      extends: ../../preset.yaml
      policy: {placement: {separate: {training-dies: 384}}}
      """,
      "runs/base/../../preset.yaml": "extends: pangu-cm384\nseed: 99\n",
    ])
    let document = try ScenarioDocument(
      yaml: "extends: base/half.yaml\npolicy:\n  staleness: 2\n", file: "runs/mine.yaml",
      readFile: readFile)
    #expect(document.scenario.policy.placement == .separate(trainingDies: 384))
    #expect(document.scenario.policy.staleness == 2)
    #expect(document.scenario.seed == 99)
    #expect(document.mark(of: "policy.staleness").description == "runs/mine.yaml:3:14")
    #expect(document.mark(of: "seed").description == "runs/base/../../preset.yaml:2:7")
    #expect(document.mark(of: "training.tp").description == "runs/mine.yaml:1:10")
  }

  @Test func `files that extend each other in a circle are told`() {
    let readFile = Self.files(["a.yaml": "extends: b.yaml\n", "b.yaml": "extends: a.yaml\n"])
    let error = #expect(throws: ScenarioError.self) {
      try Scenario(yaml: "extends: a.yaml\n", file: "c.yaml", readFile: readFile)
    }
    #expect(
      error?.description
        == "b.yaml:1:10: more than 8 files extend each other; extend no file that extends this one")
  }

  @Test func `what cannot be extended is told`() {
    for (text, told) in [
      (
        "extends: pangu-cm385\n",
        "x.yaml:1:10: extends is 'pangu-cm385', which names no scenario; did you mean 'pangu-cm384'?; "
          + "a file's name ends in .yaml"
      ),
      (
        "extends: other.yaml\n",
        "x.yaml:1:10: file 'other.yaml' cannot be read: no such file; name a file by its path from this one"
      ),
      (
        "extends: pangu-cm384\ncluster: cloudmatrix\n",
        "x.yaml:2:10: cluster is 'cloudmatrix', which names nothing known; "
          + "did you mean 'cloudmatrix384'?"
      ),
      (
        "extends: pangu-cm384\nmodel: {extends: llama}\n",
        "x.yaml:2:18: model is 'llama', which names nothing known; did you mean 'llama3-8b'?"
      ),
    ] {
      let error = #expect(throws: ScenarioError.self) {
        try Scenario(yaml: text, file: "x.yaml", readFile: Self.files([:]))
      }
      #expect(error?.description == told)
    }
  }

  @Test func `a problem is told where the user wrote, not in what was extended`() {
    for (text, place) in [
      ("extends: pangu-cm384\ncluster: a3-64\n", "x.yaml:2:10"),
      ("extends: pangu-cm384\ntraining:\n  tp: 5\n", "x.yaml:3:7"),
      ("extends: pangu-cm384\ncluster: {supernodes: 1, servers-per-supernode: 7}\n", "x.yaml:2:49"),
      ("extends: pangu-cm384\nmodel: qwen3-30b-a3b\n", "x.yaml:2:8"),
    ] {
      let error = #expect(throws: ScenarioError.self) { try Scenario(yaml: text, file: "x.yaml") }
      #expect(error?.mark.description == place, "\(error?.description ?? "")")
    }
  }
}
