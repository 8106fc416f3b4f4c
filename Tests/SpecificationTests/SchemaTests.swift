import Quantities
import Testing

@testable import Specification

/// The schema has a key for every property: one that were forgotten would be lost in writing.
@Suite struct SchemaTests {
  /// The keys of a written record.
  private static func keys<Record>(_ codec: Codec<Record>, _ record: Record) -> [String] {
    switch codec.write(record, .full) {
    case .block(let lines), .flow(let lines): lines.map(\.key)
    case .plain, .text, .list, .items: []
    }
  }

  private func expectKey<Record>(forEachPropertyOf record: Record, _ codec: Codec<Record>) {
    let properties = Mirror(reflecting: record).children.compactMap(\.label)
    let keys = Self.keys(codec, record)
    #expect(keys.count == properties.count, "\(Record.self): \(keys) for \(properties)")
    #expect(Set(keys).count == keys.count)
  }

  @Test func `every property of a scenario has a key`() throws {
    let scenario = Scenario.panguCM384
    expectKey(forEachPropertyOf: scenario, .scenario)
    expectKey(forEachPropertyOf: scenario.cluster, .cluster)
    expectKey(forEachPropertyOf: scenario.cluster.chip, .chip)
    expectKey(forEachPropertyOf: try #require(scenario.cluster.chip.power), .power)
    expectKey(forEachPropertyOf: scenario.cluster.host, .link)
    expectKey(forEachPropertyOf: scenario.model, .transformer)
    expectKey(forEachPropertyOf: try #require(scenario.model.experts), .experts)
    expectKey(forEachPropertyOf: scenario.workload, .workload)
    expectKey(forEachPropertyOf: Source("", .assumed), .source)
    expectKey(
      forEachPropertyOf: LogNormalLengths(mean: 1, sigma: 1, cap: 1, correlation: 1), .logNormal)
    expectKey(forEachPropertyOf: scenario.training, .training)
    expectKey(forEachPropertyOf: scenario.rollout, .rollout)
    expectKey(forEachPropertyOf: Speculation(depth: 1, acceptance: 1), .speculation)
    expectKey(forEachPropertyOf: scenario.policy, .policy)
    expectKey(forEachPropertyOf: scenario.faults, .faults)
    expectKey(
      forEachPropertyOf: MeasuredLengths(file: "a", field: "b", groupSize: 1, lengths: [1]),
      .measured)
  }
}
