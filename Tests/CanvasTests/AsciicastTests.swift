import Canvas
import Testing

struct AsciicastTests {
  private func frame(_ text: String, _ style: Style = .plain) -> Canvas {
    var canvas = Canvas(size: Size(columns: 12, rows: 2))
    canvas.write(text, at: Position(column: 1, row: 1), style: style)
    return canvas
  }

  @Test func `a recording is a header and a line for each frame that changed something`() {
    var cast = Asciicast(size: Size(columns: 12, rows: 2), title: "a \"b\"")
    cast.append(frame("step 1"), at: 0)
    cast.append(frame("step 1"), at: 0.25)
    cast.append(frame("step 2"), at: 0.5)
    let lines = cast.takeText().split(separator: "\n")
    #expect(lines.count == 4)
    #expect(
      lines[0].hasPrefix("{\"version\":2,\"width\":12,\"height\":2,\"title\":\"a \\\"b\\\"\","))
    #expect(lines[2].hasPrefix("[0.000,\"o\",\""))
    #expect(lines[3] == "[0.500,\"o\",\"\\u001b[2;7H\\u001b[0m2\\u001b[0m\"]")
    #expect(cast.takeText().isEmpty)
  }

  @Test func `colours are written in the shortest form they have`() {
    let style = Style(.rgb(1, 2, 3), on: .indexed(9), [.bold, .reverse])
    let text = ANSIEncoder.lines(frame("x", style))
    #expect(text.contains("\u{1B}[0;1;7;38;2;1;2;3;101mx"))
    #expect(ANSIEncoder.lines(frame("x", Style(.indexed(3)))).contains("\u{1B}[0;33mx"))
    #expect(ANSIEncoder.lines(frame("x", Style(.indexed(77)))).contains("\u{1B}[0;38;5;77mx"))
  }

  @Test func `another size begins with an empty screen`() {
    var encoder = ANSIEncoder()
    #expect(encoder.update(to: frame("a")).hasPrefix("\u{1B}[0m\u{1B}[2J"))
    #expect(encoder.update(to: frame("a")).isEmpty)
    #expect(
      encoder.update(to: Canvas(size: Size(columns: 3, rows: 1))).hasPrefix("\u{1B}[0m\u{1B}[2J"))
  }
}
