import Exploration
import Quantities
import Simulation
import Specification
import Telemetry

extension Benchmark {
  /// What it adds to a step of the default scenario that someone follows it.
  ///
  /// The first steps, in which caches are full and each sample that ends lets another in, are the dearest.
  static let telling = Benchmark(
    name: "telling", title: "The first three RL steps of the default scenario", unit: "steps",
    cases: [
      Case(name: "unheard", count: 3) { following(NullSink()) },
      Case(name: "told to the console's state", count: 3, budget: 35e6) {
        following(ClusterState(scenario: .panguCM384))
      },
    ])

  /// What it takes to go to a time in a run that stands at its start.
  static let seek = Benchmark(
    name: "seek", title: "Seek in the first hour of the default scenario", unit: "seeks",
    cases: [900, 1800, 2700, 3600].map { seconds in
      Case(name: "from the start to \(seconds) s", count: 1, budget: 200e6) {
        let scenario = Scenario.panguCM384
        guard let start = try? Timeline(scenario, into: ClusterState(scenario: scenario)) else {
          return {}
        }
        return {
          var timeline = start
          timeline.seek(to: .seconds(Double(seconds)))
        }
      }
    })

  private static func following<Sink: TelemetrySink>(_ sink: Sink) -> () -> Void {
    var first = sink
    guard let start = try? Simulation(.panguCM384, into: &first) else { return {} }
    let begun = first
    return {
      var simulation = start
      var sink = begun
      for _ in 0..<3 { _ = simulation.runStep(into: &sink) }
    }
  }
}
