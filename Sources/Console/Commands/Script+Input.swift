import Exploration
import Quantities

extension Input {
  /// Reads an input from one line of a script, as in `600s staleness 2`: a time, and what is done to
  /// the run then.
  ///
  /// - Throws: what is wrong with it, and what would be right.
  public init(scriptLine text: String) throws(LineError) {
    let words = text.split(separator: " ", maxSplits: 1)
    guard words.count == 2, case .time(let time) = SeekTarget(String(words[0])) else {
      throw LineError(
        column: 1, what: "'\(text.prefix(60))' is no time and knob",
        remedy: "write a time first, as in '600s staleness 2'")
    }
    let before = text.distance(from: text.startIndex, to: words[1].startIndex)
    do throws(LineError) {
      let action = try Console.Action(text: String(words[1]))
      guard let input = action.inputAction else {
        throw LineError(
          column: 1, what: "'\(words[1].prefix(40))' sets nothing at a time of its own",
          remedy: "name a knob and its setting, as in 'staleness 2'; scripts can do the rest")
      }
      self.init(time: time, action: input)
    } catch {
      throw error.moved(by: before)
    }
  }
}

extension Action {
  /// What is done to the run, where that does not depend on how things stand.
  fileprivate var inputAction: Input.Action? {
    switch self {
    case .set(let knob): .turn(knob)
    case .swapGhost: .swapGhost
    case .dropGhost: .dropGhost
    case .keepGhost: .keepGhost
    default: nil
    }
  }
}
