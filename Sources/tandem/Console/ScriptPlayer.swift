import Console
import Quantities
import Specification

/// A script under way.
struct ScriptPlayer {
  private var steps: ArraySlice<Script.Step>
  /// When the next line is due at the earliest.
  private(set) var dueTime: SimTime = .zero
  private var dueStep = 0

  init(_ script: Script) { steps = script.steps[...] }

  /// Whether nothing is left to do.
  var isOver: Bool { steps.isEmpty }

  /// Takes the next command, if it is due.
  mutating func next(now: SimTime, stepsEnded: Int) -> (line: String, mark: SourceMark)? {
    while now >= dueTime, stepsEnded >= dueStep, let step = steps.popFirst() {
      switch step {
      case .at(let time): dueTime = time
      case .wait(let span): dueTime = now + span
      case .waitSteps(let count): dueStep = stepsEnded + count
      case .command(let line, let mark):
        return (line, mark)
      }
    }
    return nil
  }
}
