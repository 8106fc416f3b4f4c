import Quantities
import Specification

/// Lines that are done to a run one after another, each at its time.
///
/// A line is a command, as the command line takes it, or says when the next ones are due:
///
///     # lines like this one are passed over
///     at 5000s staleness 1
///     wait 3 steps
///     save later.svg 160x50
public struct Script: Hashable, Sendable {
  /// Something that a line asks for.
  public enum Step: Hashable, Sendable {
    /// What follows is due at a time of the run.
    case at(SimTime)
    /// What follows is due so much later.
    case wait(SimDuration)
    /// What follows is due when so many more RL steps have ended.
    case waitSteps(Int)
    /// A command, and where it stands.
    case command(String, SourceMark)
  }

  /// What is asked for, in order.
  public let steps: [Step]

  /// Reads a script.
  ///
  /// - Parameters:
  ///   - text: the lines.
  ///   - file: the file's name, for errors.
  /// - Throws: what is wrong with the first line that is, with its line and column.
  public init(_ text: String, file: String) throws(ScriptError) {
    var steps: [Step] = []
    var last: (time: SimTime, text: String)?
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      do throws(LineError) {
        for step in try Self.steps(
          of: String(line), SourceMark(file: file, line: index + 1, column: 1))
        {
          if case .at(let time) = step, let last, time < last.time {
            throw LineError(
              column: 1, what: "this time comes before that of '\(last.text.prefix(24))'",
              remedy: "write lines in the order of their times, or go back with 'go'")
          }
          if case .at(let time) = step { last = (time, String(line)) }
          if case .command(let text, _) = step, case .goTo = try Action(text: text) { last = nil }
          steps.append(step)
        }
      } catch {
        throw ScriptError(
          mark: SourceMark(file: file, line: index + 1, column: error.column), what: error.what,
          remedy: error.remedy)
      }
    }
    self.steps = steps
  }

  /// Reads one line.
  private static func steps(of line: String, _ mark: SourceMark) throws(LineError) -> [Step] {
    let start = line.prefix { $0 == " " || $0 == "\t" }.count
    let body = String(line.dropFirst(start))
    guard let first = body.first, first != "#" else { return [] }
    let words = body.split(separator: " ")
    switch words[0] {
    case "at":
      guard words.count > 1, case .time(let time) = SeekTarget(String(words[1])) else {
        throw LineError(
          column: start + min(4, body.count + 1), what: "a time is missing",
          remedy: "write one such as 5000s, 90m or 1:42:07 behind 'at'")
      }
      return try [.at(time)] + command(in: line, after: words[1].endIndex, of: body, start, mark)
    case "wait":
      if words.count == 3, words[2] == "steps" || words[2] == "step", let count = Int(words[1]),
        (1...1_000_000).contains(count)
      {
        return [.waitSteps(count)]
      }
      guard words.count == 2, case .time(let time) = SeekTarget(String(words[1])) else {
        throw LineError(
          column: start + min(6, body.count + 1),
          what: "'\(body.prefix(40))' does not say for how long",
          remedy: "write a time such as 600s, or '3 steps', behind 'wait'")
      }
      return [.wait(time - .zero)]
    default: return try command(in: line, after: body.startIndex, of: body, start, mark)
    }
  }

  /// Reads the rest of a line as a command, if there is any.
  private static func command(
    in line: String, after place: String.Index, of body: String, _ start: Int, _ mark: SourceMark
  ) throws(LineError) -> [Step] {
    let rest = body[place...].drop { $0 == " " }
    guard !rest.isEmpty else { return [] }
    let before = start + body.distance(from: body.startIndex, to: rest.startIndex)
    do {
      _ = try Action(text: String(rest))
    } catch {
      throw error.moved(by: before)
    }
    return [
      .command(
        String(rest), SourceMark(file: mark.file, line: mark.line, column: before + 1))
    ]
  }
}

/// Why a text is no script, or why one of its lines cannot be done.
public struct ScriptError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where it is wrong.
  public let mark: SourceMark
  /// What is wrong.
  public let what: String
  /// What would be right.
  public let remedy: String

  /// Tells what is wrong, and where.
  public init(mark: SourceMark, what: String, remedy: String) {
    self.mark = mark
    self.what = what
    self.remedy = remedy
  }

  /// The error on one line: `FILE:LINE:COLUMN: what is wrong; what would be right`.
  public var description: String { "\(mark): \(what); \(remedy)" }
}
