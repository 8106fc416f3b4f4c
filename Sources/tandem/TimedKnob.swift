import ArgumentParser
import Exploration
import Quantities
import Session
import Specification

/// A knob and the simulated time to turn it at, as in "600s staleness 2".
struct TimedKnob {
  let input: Input

  /// Reads a time and a knob.
  ///
  /// - Throws: `ValidationError` that tells what would be right.
  init(_ argument: String) throws {
    let words = argument.split(separator: " ", maxSplits: 1)
    guard words.count == 2, let time = Self.time(words[0]) else {
      throw ValidationError(
        "'\(argument)' is no time and knob; write a time in s, m or h first, as in "
          + "'600s staleness 2'")
    }
    do {
      input = Input(time: time, action: .turn(try Knob(text: String(words[1]))))
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// Reads a time given as an option.
  ///
  /// - Throws: `ValidationError` that tells what would be right.
  static func parseTime(_ text: String) throws -> SimTime {
    guard let time = time(text[...]) else {
      throw ValidationError("'\(text)' is no time; write a number and s, m or h, as in 90m")
    }
    return time
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
