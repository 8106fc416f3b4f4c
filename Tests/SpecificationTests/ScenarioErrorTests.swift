import Quantities
import Specification
import Testing

/// A slip in an otherwise valid scenario and the line that tells it.
struct Slip: Sendable, CustomTestStringConvertible {
  let wrong: String
  let right: String
  let told: String

  init(_ right: String, _ wrong: String, _ told: String) {
    self.right = right
    self.wrong = wrong
    self.told = told
  }

  var testDescription: String { "\(right) → \(wrong)" }
}

@Suite struct ScenarioErrorTests {
  /// A scenario in full, with every kind of value.
  static let sample = """
    name: sample
    seed: 7
    cluster:
      name: two boxes
      servers-per-supernode: 2
      chip:
        name: X1
        matrix: 300 TFLOPS
        vector: 20 TFLOPS
        memory: 64 GiB
        memory-bandwidth: 2 TB/s
        power: {idle: 60 W, peak: 500 W}
      intra-server: {bandwidth: 300 GB/s, efficiency: 80 %, latency: 1 us}
      inter-server: {bandwidth: 400 Gbit/s, efficiency: 0.9, latency: 3 us}
      scale-out: {bandwidth: 50 GB/s, efficiency: 0.9, latency: 5 us}
      host: {bandwidth: 64 GB/s, efficiency: 0.8, latency: 2 us}
    model:
      name: small
      layers: 24
      hidden: 2048
      vocabulary: 32_000
      attention:
        grouped: {heads: 16, key-value-heads: 4, head-dimension: 128}
      experts: {routed: 16, active: 2, intermediate: 1024}
    workload:
      prompts-per-step: 64
      samples-per-prompt: 8
      prompt-length: 512
      response-length:
        log-normal: {mean: 900, sigma: 1, cap: 4096, correlation: 0.8}
    training:
      tp: 2
      pp: 4
      ep: 4
      layers-per-stage: [6, 6, 6, 6]
    rollout:
      tp: 2
      dp: 4
      ep: 8
      max-samples-per-rank: 32
      graphs: {buckets: [8, 16, 32]}
    policy:
      placement: fused
      staleness: 1
      data-path: dist-queue
    faults:
      recovery: task
      inject:
        - {at: 30 s, card: 3}
        - {at: 2 min, card: 5}

    """

  static let slips = [
    // Keys.
    Slip("seed:", "sede:", "s.yaml:2:1: unknown key 'sede'; did you mean 'seed'?"),
    Slip(
      "  vocabulary: 32_000", "  vocab-size: 32_000",
      "s.yaml:21:3: unknown key 'vocab-size' in model; did you mean 'vocabulary'?"),
    Slip(
      "  placement: fused", "  zzz: fused",
      "s.yaml:43:3: unknown key 'zzz' in policy; known are placement, staleness, coupling, "
        + "data-path, queue-capacity, max-concurrent, tail, dispatch, balances-experts, memory, "
        + "reshard, reshard-bucket, reshard-overlap, reshard-backend, reshard-order"),
    Slip(
      "    grouped:", "    groupd:",
      "s.yaml:23:5: unknown key 'groupd' in attention; did you mean 'grouped'?"),
    Slip(
      "  pp: 4", "  tp: 4",
      "s.yaml:33:3: key 'tp' is given twice, first on line 32; keep one of them"),
    Slip("  hidden: 2048\n", "", "s.yaml:18:3: model lacks hidden; add it"),
    Slip(
      "active: 2, intermediate: 1024", "shared: 1",
      "s.yaml:24:12: experts lacks active, intermediate; add them"),
    // Types.
    Slip(
      "layers: 24", "layers: many",
      "s.yaml:19:11: layers is 'many'; write a whole number from 1 to 10000"),
    Slip(
      "layers: 24", "layers: 24.5",
      "s.yaml:19:11: layers is '24.5'; write a whole number from 1 to 10000"),
    Slip(
      "layers: 24", "layers: [24]",
      "s.yaml:19:11: layers is a list; write a whole number from 1 to 10000"),
    Slip(
      "layers: 24", "layers:", "s.yaml:19:10: layers is empty; write a whole number from 1 to 10000"
    ),
    Slip(
      "prompts-per-step: 64", "prompts-per-step: 99999999999999999999",
      "s.yaml:26:21: prompts-per-step is '99999999999999999999', far out of range; "
        + "write a whole number from 1 to 1048576"),
    Slip(
      "seed: 7", "seed: -1",
      "s.yaml:2:7: seed is '-1'; write a whole number from 0 to 18446744073709551615"),
    Slip(
      "policy:\n  placement: fused", "policy: fast\nxyz:\n  placement: fused",
      "s.yaml:42:9: policy is 'fast'; write keys with their values: placement, staleness, coupling, "
        + "data-path, queue-capacity, max-concurrent, tail, dispatch, balances-experts, memory, "
        + "reshard, reshard-bucket, reshard-overlap, reshard-backend, reshard-order"),
    Slip(
      "data-path: dist-queue", "data-path: dist-que",
      "s.yaml:45:14: data-path is 'dist-que'; did you mean 'dist-queue'?"),
    Slip(
      "data-path: dist-queue", "balances-experts: maybe",
      "s.yaml:45:21: balances-experts is 'maybe'; write true or false"),
    Slip(
      "placement: fused", "placement: separate",
      "s.yaml:43:14: placement is separate alone; say more: {separate: {training-dies: 384}}"),
    Slip(
      "placement: fused", "placement: {fused: 3}",
      "s.yaml:43:15: fused takes nothing; write fused alone"),
    Slip(
      "placement: fused", "placement: elsewhere",
      "s.yaml:43:14: placement is 'elsewhere'; write fused or colocated or "
        + "{separate: {training-dies: 384}} or {mixed: {rollout: 0-255, update: 256-383}}"),
    Slip(
      "placement: fused", "placement: mixed",
      "s.yaml:43:14: placement is mixed alone; "
        + "say more: {mixed: {rollout: 0-255, update: 256-383}}"),
    Slip(
      "placement: fused", "placement: {mixed: {rollout: 0-15, updat: 8-15}}",
      "s.yaml:43:38: unknown key 'updat' in mixed; did you mean 'update'?"),
    Slip(
      "placement: fused", "placement: {mixed: {rollout: 0-15}}",
      "s.yaml:43:22: mixed lacks update; add it"),
    Slip(
      "placement: fused", "placement: {mixed: {rollout: 0-7, update: 15-8}}",
      "s.yaml:43:45: update is '15-8', from a card to one before; write 8-15"),
    Slip(
      "placement: fused", "placement: {mixed: {rollout: 0-7, update: 8..15}}",
      "s.yaml:43:45: update is '8..15'; write the first card and the last, such as 0-255"),
    Slip(
      "placement: fused", "placement: {mixed: {rollout: 0-7, update: 8-16}}",
      "s.yaml:43:45: update has cards 8-16, but the last of the cluster's 16 is 15; "
        + "write 8-15, or cards before it"),
    Slip(
      "placement: fused", "placement: {mixed: {rollout: 0-7, update: 8-12}}",
      "s.yaml:43:45: 5 training dies are no multiple of tp 2 · pp 4 · cp 1 = 8; "
        + "give update cards 8-15, or lower tp or cp"),
    // Units.
    Slip(
      "memory: 64 GiB", "memory: 64 GB/s",
      "s.yaml:10:13: memory has the unit 'GB/s'; units are B, kB, KB, KiB, MB, MiB, GB, GiB, TB, TiB, "
        + "as in 64 GiB"),
    Slip(
      "memory: 64 GiB", "memory: 64",
      "s.yaml:10:13: memory is '64', without a unit; write it as 64 GiB; units are B, kB, KB, KiB, MB, "
        + "MiB, GB, GiB, TB, TiB"),
    Slip(
      "latency: 3 us", "latency: fast",
      "s.yaml:14:67: latency is 'fast'; write a number, as in 1.9 us"),
    Slip(
      "matrix: 300 TFLOPS", "matrix: .nan TFLOPS",
      "s.yaml:8:13: matrix is '.nan TFLOPS'; write a number, as in 376 TFLOPS"),
    Slip(
      "matrix: 300 TFLOPS", "matrix: 1e400 TFLOPS",
      "s.yaml:8:13: matrix is '1e400 TFLOPS'; write a number, as in 376 TFLOPS"),
    Slip(
      "efficiency: 80 %", "efficiency: 80",
      "s.yaml:13:51: efficiency is 80; write an amount from 0.001 to 1, such as 0.85"),
    Slip(
      "sigma: 1", "sigma: 1 s",
      "s.yaml:30:36: sigma is a plain number, but has 's'; write it as 1.5"),
    // Ranges.
    Slip(
      "samples-per-prompt: 8", "samples-per-prompt: 0",
      "s.yaml:27:23: samples-per-prompt is 0; write a whole number from 1 to 65536"),
    Slip(
      "prompts-per-step: 64", "prompts-per-step: 1000000000000000000",
      "s.yaml:26:21: prompts-per-step is 1000000000000000000; write a whole number from 1 to 1048576"
    ),
    Slip(
      "staleness: 1", "staleness: 9",
      "s.yaml:44:14: staleness is 9; write a whole number from 0 to 8"),
    Slip(
      "correlation: 0.8", "correlation: 1.2",
      "s.yaml:30:63: correlation is 1.2; write an amount from 0 to 1, such as 0.85"),
    Slip(
      "{at: 30 s, card: 3}", "{at: -1 s, card: 3}",
      "s.yaml:49:12: at is -1 s; write an amount from 0 s to 31622400 s, such as 120 s"),
    Slip(
      "name: sample", "name: ''",
      "s.yaml:1:7: name is empty; write a text of 1 to 64 printable characters"),
    Slip(
      "name: sample", "name: \"a\\eb\"",
      "s.yaml:1:7: name is 'a\\u{1b}b'; write a text of 1 to 64 printable characters"),
    // What figures mean for each other.
    Slip(
      "pp: 4", "pp: 5",
      "s.yaml:33:7: 16 training dies are no multiple of tp 2 · pp 5 · cp 1 = 10; pp 4 would divide them"
    ),
    Slip(
      "  ep: 4\n", "  ep: 3\n",
      "s.yaml:34:7: ep 3 does not divide tp 2 · cp 1 · dp 2 = 4; ep 2 would divide both"),
    Slip(
      "routed: 16", "routed: 18",
      "s.yaml:34:7: ep 4 does not divide the 18 routed experts; ep 2 would divide both"),
    Slip(
      "heads: 16", "heads: 15",
      "s.yaml:23:43: key-value-heads 4 does not divide heads 15; write 3 or 5"),
    Slip(
      "  tp: 2\n  pp: 4", "  tp: 1\n  pp: 25",
      "s.yaml:33:7: 16 training dies are no multiple of tp 1 · pp 25 · cp 1 = 25; "
        + "pp 16 would divide them"),
    Slip(
      "  pp: 4\n", "  pp: 4\n  gradients: int8\n",
      "s.yaml:34:14: gradients are added up in int8, which loses them; write fp32 or bf16"),
    Slip(
      "  pp: 4\n", "  pp: 4\n  vpp: 2\n",
      "s.yaml:34:8: schedule 1f1b runs no virtual stages, but vpp is 2; "
        + "write interleaved or adaptive, or vpp 1"),
    Slip(
      "[6, 6, 6, 6]", "[6, 6, 6, 7]",
      "s.yaml:35:21: layers-per-stage adds up to 25, but the model has 24; take 1 layers away"),
    Slip(
      "[6, 6, 6, 6]", "[8, 8, 8]",
      "s.yaml:35:21: layers-per-stage has 3 stages, but pp is 4; give 4 counts, or none"),
    Slip(
      "  dp: 4", "  dp: 5",
      "s.yaml:38:7: 16 rollout dies are no multiple of a replica's tp 2 · dp 5 · pp 1 = 10; "
        + "dp 4 would divide them"),
    Slip(
      "  ep: 8", "  ep: 6",
      "s.yaml:39:7: ep 6 does not divide tp 2 · dp 4 = 8; ep 4 would divide both"),
    Slip(
      "buckets: [8, 16, 32]", "buckets: [8, 32, 16]",
      "s.yaml:41:21: buckets [8, 32, 16] do not grow; "
        + "write batch sizes from small to large, such as [8, 16, 32, 64, 128]"),
    Slip(
      "buckets: [8, 16, 32]", "buckets: [8, 16]",
      "s.yaml:41:21: the largest bucket, 16, is below max-samples-per-rank, 32; add a bucket of 32"),
    Slip(
      "mean: 900, sigma: 1, cap: 4096", "mean: 900, sigma: 1, cap: 900",
      "s.yaml:30:44: cap 900 is not above 900, the mean of the lengths that it cuts; "
        + "write a cap well above it"),
    Slip(
      "placement: fused", "placement: {separate: {training-dies: 16}}",
      "s.yaml:43:41: training-dies 16 leaves none of the 16 dies to rollout; write 1 to 15, such as 8"
    ),
    Slip("card: 5", "card: 16", "s.yaml:50:25: card 16 is none of the 16 cards; write 0 to 15"),
    Slip(
      "  inter-server: {bandwidth: 400 Gbit/s, efficiency: 0.9, latency: 3 us}\n", "",
      "s.yaml:5:26: a supernode has 2 servers, but no link between them; "
        + "give inter-server, or 1 server per supernode and more supernodes"),
    Slip(
      "power: {idle: 60 W", "power: {idle: 600 W",
      "s.yaml:12:19: a card draws more when idle than at its peak; write idle 500 W or less"),
    Slip(
      "  ep: 8", "  ep: 8\n  weights: fp8",
      "s.yaml:40:12: weights is fp8, but the X1 has no 8-bit matrix unit; "
        + "write bf16, or give the chip matrix-8bit"),
    Slip(
      "  ep: 8", "  ep: 8\n  speculation: {depth: 1, acceptance: 0.7}",
      "s.yaml:40:16: small has no multi-token-prediction layer to guess with; write speculation: none"
    ),
    // YAML itself.
    Slip(
      "  tp: 2\n  pp: 4", "  tp: 2\n pp: 4",
      "s.yaml:33:2: not YAML: did not find expected key; indent this line like the keys beside it"),
    Slip(
      "graphs: {buckets: [8, 16, 32]}", "graphs: {buckets: [8, 16, 32}",
      "s.yaml:41:31: not YAML: did not find expected ',' or ']'; "
        + "separate items by commas and close the list with ]"),
    Slip(
      "data-path: dist-queue", "\tdata-path: dist-queue",
      "s.yaml:45:3: not YAML: found a tab character that violates indentation; "
        + "indent with spaces instead of tabs"),
    Slip(
      "name: sample", "name: a: b",
      "s.yaml:1:8: not YAML: mapping values are not allowed in this context; "
        + "begin the key on a line of its own, or quote a value that holds a colon"),
  ]

  @Test func `the sample itself is a scenario`() throws {
    let scenario = try Scenario(yaml: Self.sample, file: "s.yaml")
    #expect(scenario.cluster.dies == 16)
    #expect(scenario.cluster.interServer?.bandwidth.gigabytesPerSecond == 50)
    #expect(scenario.faults.faults.map(\.at.seconds) == [30, 120])
    #expect(scenario.workload.promptLength == .fixed(512))
  }

  @Test(arguments: slips)
  func `a slip is told on one line with its place and its remedy`(slip: Slip) throws {
    #expect(Self.sample.contains(slip.right))
    let text = Self.sample.replacingFirst(slip.right, with: slip.wrong)
    let error = #expect(throws: ScenarioError.self) { try Scenario(yaml: text, file: "s.yaml") }
    #expect(error?.description == slip.told)
  }

  @Test func `what is no scenario at all is told too`() {
    for (text, told) in [
      ("", "s.yaml:1:1: the text is empty; write keys with their values"),
      ("# nothing\n", "s.yaml:1:1: the text is empty; write keys with their values"),
      (
        "hello",
        "s.yaml:1:1: the scenario is 'hello'; write keys with their values, as "
          + "'tandem scenario show pangu-cm384' does"
      ),
      (
        "seed: 1\n---\nseed: 2\n",
        "s.yaml:2:1: not YAML: but found another document; keep one document a file, without a second "
          + "'---'"
      ),
      (
        "seed: 1\u{7}",
        "s.yaml:1:8: not YAML: control characters are not allowed; "
          + "take the character out, or write it as an escape in double quotes"
      ),
      (
        "seed: 1",
        "s.yaml:1:1: the scenario lacks cluster, model, workload, training, rollout; "
          + "add them, or begin with 'extends: pangu-cm384'"
      ),
    ] {
      let error = #expect(throws: ScenarioError.self) { try Scenario(yaml: text, file: "s.yaml") }
      #expect(error?.description == told)
    }
  }
}

extension String {
  /// The text with the first occurrence of a part replaced.
  func replacingFirst(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}
