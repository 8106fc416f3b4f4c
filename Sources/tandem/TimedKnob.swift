import ArgumentParser
import Exploration
import Quantities
import Session
import Specification

/// A knob and the simulated time to turn it at, as in "600s staleness 2".
struct TimedKnob: ExpressibleByArgument {
  let input: Input

  init?(argument: String) {
    let words = argument.split(separator: " ", maxSplits: 1)
    guard words.count == 2, let time = Self.time(words[0]),
      let knob = try? Knob(text: String(words[1]))
    else { return nil }
    input = Input(time: time, action: .turn(knob))
  }

  /// Reads a time in seconds, minutes or hours.
  private static func time(_ text: Substring) -> SimTime? {
    let factor: Double
    switch text.last {
    case "s": factor = 1
    case "m": factor = 60
    case "h": factor = 3600
    default: return nil
    }
    guard let number = Double(text.dropLast()), number >= 0, number * factor < 1e9 else {
      return nil
    }
    return .seconds(number * factor)
  }
}
