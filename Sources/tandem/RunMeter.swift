import Glibc
import Quantities
import Simulation

/// How fast a run went, and how much memory it took: told to people, on standard error.
struct RunMeter {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  init() {
    start = clock.now
  }

  /// Tells the figures of a run that is over.
  func finish(_ simulation: Simulation) {
    let seconds = (clock.now - start).inSeconds
    let events = Double(simulation.eventCount)
    var usage = rusage()
    let me = __rusage_who_t(RUSAGE_SELF.rawValue)
    guard seconds > 0, unsafe getrusage(me, &usage) == 0 else { return }
    // Linux counts in KiB.
    let memory = Bytes(Int64(usage.ru_maxrss) * 1024)
    writeMessage(
      "\(simulation.version) steps, \(simulation.eventCount) events in \(seconds.fixed(3)) s: "
        + "\((events / seconds / 1e6).fixed(2)) M events/s, "
        + "\((simulation.now.seconds / seconds).fixed(0)) simulated s per wall s, "
        + "peak memory \(memory)")
  }
}
