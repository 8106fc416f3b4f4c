import Quantities
import Specification
import Testing

@Suite struct SettingTests {
  /// The source of figures that were changed.
  private func changed(_ source: Source) -> Source {
    Source("changed by hand; before: " + source.text, .assumed)
  }

  @Test func `changed figures do not keep their source`() throws {
    var scenario = Scenario.panguCM384
    try scenario.set("cluster.intra-server.latency", to: "1.2 us")
    #expect(scenario == .panguCM384)
    try scenario.set("cluster.intra-server.latency", to: "2 us")
    try scenario.set("cluster.intra-server.latency", to: "3 us")
    #expect(
      scenario.cluster.intraServer.source == changed(Cluster.cloudMatrix384.intraServer.source))
    try scenario.set("cluster.intra-server", to: "{latency: 4 us, source: own measurement}")
    #expect(scenario.cluster.intraServer.source == Source("own measurement"))
  }

  @Test func `a setting changes one key`() throws {
    var scenario = Scenario.panguCM384
    try scenario.set("policy.staleness", to: "2")
    try scenario.set("policy.placement", to: "{separate: {training-dies: 384}}")
    try scenario.set("cluster.scale-out.bandwidth", to: "400 Gbps")
    try scenario.set("workload.response-length.log-normal.mean", to: "5000")
    try scenario.set("rollout.graphs", to: "single")
    try scenario.set("rollout.speculation", to: "{depth: 1, acceptance: 70 %}")
    try scenario.set("model", to: "deepseek-r1-671b")
    var expected = Scenario.panguCM384
    expected.policy.staleness = 2
    expected.policy.placement = .separate(trainingDies: 384)
    expected.cluster.scaleOut.bandwidth = .gigabytesPerSecond(50)
    expected.workload.responseLength = .logNormal(
      LogNormalLengths(mean: 5000, sigma: 1, cap: 20_480, correlation: 0.8))
    expected.cluster.scaleOut.source = changed(expected.cluster.scaleOut.source)
    expected.workload.source = changed(expected.workload.source)
    expected.rollout.graphs = .single
    expected.rollout.speculation = Speculation(depth: 1, acceptance: 0.7)
    expected.model = .deepSeekR1
    #expect(scenario == expected)
  }

  @Test func `settings that only make sense together are taken together`() throws {
    var document = ScenarioDocument(.panguCM384)
    let settings = [
      ScenarioSetting("training.layers-per-stage", to: "none"),
      ScenarioSetting("training.pp", to: "8"),
      ScenarioSetting("training.ep", to: "32"),
    ]
    #expect(throws: ScenarioError.self) { try document.apply([settings[1]]) }
    #expect(document.scenario == .panguCM384)
    try document.apply(settings)
    #expect(document.scenario.training.pipeline == 8)
    #expect(document.scenario.trainingData == 24)
  }

  @Test(arguments: [
    ("policy.stalenes", "1", "unknown key 'stalenes' in policy; did you mean 'staleness'?"),
    ("polcy.staleness", "1", "unknown key 'polcy'; did you mean 'policy'?"),
    ("policy.staleness", "nine", "staleness is 'nine'; write a whole number from 0 to 8"),
    ("policy.staleness", "9", "staleness is 9; write a whole number from 0 to 8"),
    ("policy.staleness", "", "staleness is empty; write a whole number from 0 to 8"),
    ("policy.staleness.x", "1", "staleness is a mapping; write a whole number from 0 to 8"),
    (
      "policy..staleness", "1",
      "'policy..staleness' is no key; write keys with points between them, such as policy.staleness"
    ),
    (
      "cluster.chip.memory", "64 GHz",
      "memory has the unit 'GHz'; units are B, kB, KB, KiB, MB, MiB, GB, GiB, TB, TiB, as in 64 GiB"
    ),
    (
      "training.tp", "3",
      "768 training dies are no multiple of tp 3 · pp 6 · cp 1 = 18; pp 4 would divide them"
    ),
    (
      "seed", "[1",
      "not YAML: did not find expected ',' or ']'; separate items by commas and close the list with ]"
    ),
    (
      "rollout.weights", "@",
      "not YAML: found character that cannot start any token; indent with spaces instead of tabs, and quote values that begin with a sign"
    ),
  ])
  func `a wrong setting is told with the setting as its place`(
    key: String, value: String, told: String
  ) {
    var scenario = Scenario.panguCM384
    let error = #expect(throws: ScenarioError.self) { try scenario.set(key, to: value) }
    #expect(error?.description == "\(key)=\(value): \(told)")
    #expect(scenario == .panguCM384)
  }

  @Test func `a setting is written KEY=VALUE`() throws {
    let setting = try ScenarioSetting(parsing: "summary=a=b")
    #expect(setting == ScenarioSetting("summary", to: "a=b"))
    for text in ["policy.staleness", "", "=3"] {
      let error = #expect(throws: ScenarioError.self) { try ScenarioSetting(parsing: text) }
      #expect(
        error?.description
          == "'\(text)': no setting; write KEY=VALUE, such as policy.staleness=2")
    }
  }

  @Test func `every key of a written scenario can be set to what it is`() throws {
    var document = ScenarioDocument(.qwen3A3)
    for (key, value) in [
      ("name", "qwen3-235b-a3-64"), ("seed", "1"), ("cluster", "a3-64"),
      ("cluster.chip.power.peak", "800 W"), ("cluster.die-to-die.latency", "0.2 us"),
      ("model.attention.grouped.heads", "64"), ("model.experts.first-layer", "0"),
      ("workload.source.standing", "primary"), ("workload.prompt-length.log-normal.cap", "2048"),
      ("training.layers-per-stage", "[23, 24, 24, 23]"), ("training.schedule", "1f1b"),
      ("rollout.memory-share", "87 %"), ("policy.data-path", "dist-queue"),
      ("faults.inject", "[]"), ("faults.recovery", "process"),
    ] {
      try document.apply([ScenarioSetting(key, to: value)])
    }
    #expect(document.scenario == .qwen3A3)
  }
}
