import Quantities
import Specification

/// What the console asks for; carried out by whoever holds the simulation.
public enum ConsoleCommand: Hashable, Sendable {
  /// Fork, and turn a knob in the live future; the other one goes on as the ghost.
  case turn(Knob)
  /// Let live and ghost change places.
  case swapGhost
  /// Let go of the ghost.
  case dropGhost
  /// Make the live future, as it is, the ghost.
  case keepGhost
  /// Stop the clock, or let it run.
  case pause(Bool)
  /// Let so many simulated seconds pass a second of the wall; infinite for as fast as can be.
  case speed(Double)
  /// Go so many RL steps forward, or back where that can be done.
  case step(Int)
  /// Go to a time.
  case seek(SimTime)
  /// Go to the end of an RL step.
  case seekStep(Int)
  /// Find out what each knob would do from now on.
  case advise
  /// Let go of that.
  case stopAdvising
  /// Go to the latest moment that was reached.
  case latest
  /// Write what is on screen to a file.
  case save(PictureRequest)
  /// Use the next theme.
  case cycleTheme
  /// Give the terminal back.
  case quit
}
