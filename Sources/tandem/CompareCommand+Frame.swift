import Canvas
import Console
import Exploration
import Quantities
import Session
import Specification
import Telemetry

extension CompareCommand {
  /// Draws two recorded sessions side by side, the second as the ghost of the first.
  func drawFrame() throws {
    let states = try subjects.map(state)
    let name = subjects[1].split(separator: "/").last.map(String.init) ?? subjects[1]
    let rates = states.map { state in
      let steps = state.steps.prefix(states.map(\.steps.count).min() ?? 0)
      let seconds = steps.reduce(0) { $0 + $1.duration.seconds }
      return seconds > 0 ? Double(steps.reduce(0) { $0 + $1.tokens }) / seconds : 0
    }
    let count = states.map(\.steps.count).min() ?? 0
    let ghost = Ghost(
      title: name, since: .zero, state: states[1],
      comparison: count > 0 ? Comparison(steps: count, live: rates[0], ghost: rates[1]) : nil)
    let shelf = try Failing.orExit { try ThemeShelf(selecting: theme) }
    var model = ConsoleModel(scenario: states[0].scenario, theme: shelf.current)
    _ = model.update(.resized(frame.size))
    _ = model.update(.frame(live: states[0], ghost: ghost, clock: ClockStatus(isPaused: true)))
    _ = model.update(.show(frame.view.isAsked ? frame.view.view : .compare, frame.view.layout))
    try frame.write(model.view(size: frame.size), shelf.picture)
  }

  private func state(_ path: String) throws -> ClusterState {
    let bytes = try Failing.orExit(naming: path) { try InputFile.bytes(of: path) }
    return try Failing.orExit(Failing.damagedRecording, naming: path) {
      let session = try Session(parsing: bytes)
      var replay = try Replay(session, into: ClusterState(scenario: session.scenario))
      replay.run()
      return replay.timeline.present.live.sink
    }
  }
}
