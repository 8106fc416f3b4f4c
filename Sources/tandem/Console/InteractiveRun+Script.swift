import Console
import Exploration
import Quantities
import Simulation
import Telemetry

extension InteractiveRun {
  /// Whether a script has lines left.
  var isScripted: Bool { player.map { !$0.isOver } ?? false }

  /// Lets time pass to the end of the step that is under way, or to a limit, and does what the script
  /// asks for meanwhile.
  ///
  /// - Returns: the record of the step that ended; `nil` where time ran out or nothing happens any more.
  mutating func playStep(until limit: SimTime) -> StepRecord? {
    while !isLeaving {
      playLines()
      // A line whose time has come waits for the end of a step: those are stopped at anyway.
      let due = isScripted ? player?.dueTime ?? limit : limit
      let stop = due > timeline.now ? min(limit, due) : limit
      guard timeline.now < stop else { break }
      // Without an end, time stops with the last event.
      if let record = timeline.runStep(until: stop == .distantFuture ? nil : stop) {
        return record
      }
      // Nothing will happen any more.
      guard timeline.now >= stop else { break }
    }
    return nil
  }

  /// Does the lines that are due.
  private mutating func playLines() {
    while !isLeaving,
      let (line, mark) = player?.next(
        now: timeline.now, stepsEnded: timeline.present.live.simulation.version)
    {
      refresh()
      _ = console.update(.notice(""))
      do throws(LineError) {
        if let command = try console.perform(line: line) { isLeaving = !perform(command) }
        arrive()
        if let note = console.notice, !note.isEmpty { scriptNotes.append("\(mark): \(note)") }
      } catch {
        scriptNotes.append(
          ScriptError(mark: mark, what: error.what, remedy: error.remedy).description)
        notice(scriptNotes.last ?? "")
      }
    }
  }

  /// Takes what the script's lines told since the last time.
  mutating func takeScriptNotes() -> [String] {
    defer { scriptNotes.removeAll() }
    return scriptNotes
  }
}
