import ArgumentParser
import Console
import Exploration
import Quantities

/// A knob and the simulated time to turn it at, as in "600s staleness 2".
struct TimedKnob {
  let input: Input

  /// Reads a time and a knob.
  ///
  /// - Throws: `ValidationError` that tells what would be right.
  init(_ argument: String) throws {
    do {
      input = try Input(scriptLine: argument)
    } catch {
      throw ValidationError("\(error.what); \(error.remedy)")
    }
  }

  /// Reads a time given as an option.
  ///
  /// - Throws: `ValidationError` that tells what would be right.
  static func parseTime(_ text: String) throws -> SimTime {
    guard case .time(let time) = SeekTarget(text) else {
      throw ValidationError("'\(text)' is no time; write a number and s, m or h, as in 90m")
    }
    return time
  }
}
