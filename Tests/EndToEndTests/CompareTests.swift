import Session
import Specification
import Telemetry
import Testing

@Suite struct CompareTests {
  /// The keys of one object, in their order.
  private static let keys = [
    "policy", "tokens_per_second", "seconds_per_step", "states", "staleness_mean", "staleness_max",
    "dropped", "carried", "memory_headroom",
  ]

  @Test func `a comparison prints one object a policy, with these keys`() throws {
    let result = try Shell.tandem(
      "compare", "--policies", "all", "--json", "--steps", "2", "--set",
      "workload.prompts-per-step=16", "--set", "workload.response-length={fixed: 200}")
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.count == PolicyPreset.all.count)
    for (line, preset) in zip(lines, PolicyPreset.all) {
      guard case .object(let members) = try JSON(parsing: line.utf8) else {
        Issue.record("'\(line)' is no object")
        continue
      }
      #expect(members.map(\.key) == Self.keys)
      #expect(members.first?.value == .string(preset.name))
      guard case .object(let states)? = members.first(where: { $0.key == "states" })?.value else {
        Issue.record("states are no object")
        continue
      }
      #expect(states.map(\.key) == Activity.allCases.map { $0.name.replacing(" ", with: "_") })
      let sum = states.reduce(0.0) { sum, state in
        guard case .number(let share) = state.value else { return sum }
        return sum + share
      }
      #expect(abs(sum - 1) < 1e-9)
    }
  }
}
