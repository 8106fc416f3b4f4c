import Canvas
import Console
import Quantities
import Simulation
import Specification
import Telemetry

extension Benchmark {
  /// What it costs to draw the console.
  static let frames = Benchmark(
    name: "frames", title: "Frames of the console, mid-run", unit: "frames",
    cases: [(80, 24, 0.3), (120, 40, 0.8), (160, 50, 0.8), (300, 100, 3)].map {
      columns, rows, milliseconds in
      Case(name: "\(columns)x\(rows)", count: 20, budget: milliseconds * 1e6) {
        let size = Size(columns: columns, rows: rows)
        let model = console(size)
        return {
          for _ in 0..<20 {
            precondition(model.view(size: size).size == size, "the frame has another size")
          }
        }
      }
    })

  /// What it costs to draw every panel at once, and each alone.
  static let views = Benchmark(
    name: "views", title: "Views of the console, mid-run", unit: "frames",
    cases: [Case(name: "all 300x100", count: 20, budget: 3e6) { drawing(nil, .all, 300, 100) }]
      + Panel.allCases.map { panel in
        Case(name: "\(panel.name) 160x50", count: 20, budget: 8e5) { drawing(panel, nil, 160, 50) }
      })

  private static func drawing(
    _ panel: Panel?, _ layout: ScreenLayout?, _ columns: Int, _ rows: Int
  ) -> () -> Void {
    let size = Size(columns: columns, rows: rows)
    var model = console(size)
    _ = model.update(.show(panel, layout))
    let shown = model
    return {
      for _ in 0..<20 {
        precondition(shown.view(size: size).size == size, "the frame has another size")
      }
    }
  }

  private static func console(_ size: Size) -> ConsoleModel {
    let scenario = Scenario.panguCM384
    var state = ClusterState(scenario: scenario)
    if var simulation = try? Simulation(scenario, into: &state) {
      for _ in 0..<3 { _ = simulation.runStep(into: &state) }
      simulation.run(until: simulation.now + .seconds(300), into: &state)
      state.advance(to: simulation.now)
    }
    var model = ConsoleModel(scenario: scenario, theme: .dark)
    _ = model.update(.resized(size))
    _ = model.update(.frame(live: state, ghost: nil, clock: ClockStatus(speed: 300)))
    return model
  }
}
