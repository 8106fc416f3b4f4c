/// Writes frames as text with ANSI escape sequences (ECMA-48), for files and for plain printing.
///
/// Colours come as 24-bit or by their number, as the cells have them. What a live terminal gets is
/// not made here: that is fitted to its abilities.
public struct ANSIEncoder: Hashable, Sendable {
  private var shown: Canvas?
  private var style: Style?

  /// Makes an encoder that has not written anything.
  public init() {}

  /// Returns what turns the frame before into this one, as on a terminal; all of it at first.
  ///
  /// - Complexity: O(cells)
  public mutating func update(to frame: Canvas) -> String {
    var text = ""
    if shown?.size != frame.size { text += "\u{1B}[0m\u{1B}[2J" }
    style = nil
    for run in FrameDiff(from: shown, to: frame).runs {
      text += "\u{1B}[\(run.row + 1);\(run.columns.lowerBound + 1)H"
      write(frame[row: run.row].dropFirst(run.columns.lowerBound).prefix(run.columns.count), &text)
    }
    if style != nil { text += "\u{1B}[0m" }
    shown = frame
    return text
  }

  /// Returns a frame as lines, with nothing that moves the cursor.
  ///
  /// - Complexity: O(cells)
  public static func lines(_ frame: Canvas) -> String {
    var encoder = ANSIEncoder()
    var text = ""
    for row in 0..<frame.size.rows {
      encoder.style = nil
      encoder.write(frame[row: row], &text)
      text += "\u{1B}[0m\n"
    }
    return text
  }

  private mutating func write(_ cells: ArraySlice<Cell>, _ text: inout String) {
    for cell in cells where cell.glyph.columns > 0 {
      if cell.style != style { text += Self.sequence(for: cell.style) }
      style = cell.style
      text.unicodeScalars.append(contentsOf: cell.glyph.scalars)
    }
  }

  /// Sets a style whatever was set before.
  private static func sequence(for style: Style) -> String {
    var codes = "0"
    let attributes: [(Attributes, String)] = [
      (.bold, ";1"), (.dim, ";2"), (.underline, ";4"), (.reverse, ";7"),
    ]
    for (attribute, code) in attributes where style.attributes.contains(attribute) {
      codes += code
    }
    return "\u{1B}[\(codes)\(code(style.foreground, base: 30))\(code(style.background, base: 40))m"
  }

  private static func code(_ colour: Colour, base: Int) -> String {
    switch colour.form {
    case .terminalDefault, .underlying: ""
    case .indexed(let index) where index < 8: ";\(base + Int(index))"
    case .indexed(let index) where index < 16: ";\(base + 60 + Int(index) - 8)"
    case .indexed(let index): ";\(base + 8);5;\(index)"
    case .rgb(let red, let green, let blue): ";\(base + 8);2;\(red);\(green);\(blue)"
    }
  }
}
