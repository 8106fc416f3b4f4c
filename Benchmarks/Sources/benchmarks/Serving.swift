import Simulation
import Specification
import Telemetry

extension Benchmark {
  /// What answering requests costs: the shipped scenario, and fewer and more of them.
  static let serving = Benchmark(
    name: "serving", title: "Requests on 384 replicas, 3,000 a second, telemetry unheard",
    unit: "requests",
    cases: [4000, 40_000, 160_000].map { requests in
      Case(name: "\(requests) requests", count: requests) {
        var scenario = Scenario.serveCM384
        scenario.workload.arrivals = .poisson(
          PoissonArrivals(requests: requests, perSecond: 3000))
        let served = scenario
        return {
          guard var simulation = try? Simulation(served) else { return }
          var sink = NullSink()
          while simulation.runStep(into: &sink) != nil {}
        }
      }
    })
}
