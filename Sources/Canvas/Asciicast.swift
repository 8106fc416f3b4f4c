/// A recording of frames in asciicast's second format, as asciinema and its player read it.
///
/// A line of JSON that tells the size, then a line for each frame with its time and what was written
/// (docs.asciinema.org/manual/asciicast/v2).
public struct Asciicast: Hashable, Sendable {
  private var text: String
  private var encoder = ANSIEncoder()

  /// Begins a recording of frames of a size.
  public init(size: Size, title: String) {
    text =
      "{\"version\":2,\"width\":\(size.columns),\"height\":\(size.rows),"
      + "\"title\":\(Self.quoted(title)),\"env\":{\"TERM\":\"xterm-256color\"}}\n"
    // The player's cursor has no place in a picture.
    text += Self.event("\u{1B}[?25l", at: 0)
  }

  /// Adds a frame, so many seconds after the first; one that changes nothing is left out.
  public mutating func append(_ frame: Canvas, at seconds: Double) {
    let change = encoder.update(to: frame)
    if !change.isEmpty { text += Self.event(change, at: seconds) }
  }

  /// Takes the text that was written since the last time.
  public mutating func takeText() -> String {
    defer { text = "" }
    return text
  }

  private static func event(_ output: String, at seconds: Double) -> String {
    let millis = Int((max(0, seconds) * 1000).rounded())
    let digits = String(millis % 1000)
    let fraction = String(repeating: "0", count: 3 - digits.count) + digits
    return "[\(millis / 1000).\(fraction),\"o\",\(quoted(output))]\n"
  }

  /// A JSON string: quotation marks, backslashes and controls are escaped.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<" ", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
