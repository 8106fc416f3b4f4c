import Quantities
import Specification
import Telemetry

/// Keeps when each data-parallel rank of a rollout wrote last.
///
/// Dispatch that deals out work unevenly shows in it, as in the idle tables of published runs.
public struct IdleClock: TelemetrySink {
  /// Replicas tell of their ranks in events.
  public static var wantsEvents: Bool { true }

  private var lastBusy: [SimTime] = []
  private var isBusy: [Bool] = []

  /// Notes which ranks write.
  public mutating func take(_ event: TelemetryEvent) {
    switch event.kind {
    case .replica(_, let status):
      while lastBusy.count < status.ranks.count {
        lastBusy.append(.zero)
        isBusy.append(false)
      }
      for (rank, state) in status.ranks.enumerated() {
        note(rank, running: state.running, at: event.time)
      }
    case .progress(let progress):
      note(Int(progress.rank), running: Int(progress.rankRunning), at: event.time)
    default: break
    }
  }

  private mutating func note(_ rank: Int, running: Int, at time: SimTime) {
    if isBusy[rank] { lastBusy[rank] = time }
    isBusy[rank] = running > 0
  }

  /// Runs a scenario's first rollout and returns what the first rank to end waits for the last.
  ///
  /// - Returns: a share of the rollout, from 0 to 1; `nil` where the scenario cannot run.
  public static func share(_ scenario: Scenario) -> Double? {
    var clock = IdleClock()
    guard var simulation = try? Simulation(scenario, into: &clock),
      simulation.runStep(into: &clock) != nil
    else { return nil }
    guard let first = clock.lastBusy.min(), let last = clock.lastBusy.max(), last > .zero else {
      return nil
    }
    return 1 - first.seconds / last.seconds
  }
}
