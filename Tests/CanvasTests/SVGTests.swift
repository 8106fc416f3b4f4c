import Canvas
import Testing

struct SVGTests {
  @Test func `text is escaped and stands at its column`() {
    var canvas = Canvas(size: Size(columns: 20, rows: 2))
    canvas.write("a<b & \"c\"", at: Position(column: 2, row: 1), style: Style(.rgb(1, 2, 3)).bold)
    let svg = canvas.svg(PictureStyle(padding: 0, title: "x > y"))
    #expect(svg.contains("<title>x &gt; y</title>"))
    #expect(svg.contains("<g fill=\"#010203\" font-weight=\"600\">"))
    #expect(
      svg.contains(
        "<text x=\"18\" y=\"31\" textLength=\"81\">a&lt;b &amp; &quot;c&quot;</text>"))
    #expect(svg.contains("width=\"180\" height=\"36\""))
  }

  @Test func `blocks, lines and dots are shapes, not text`() {
    var canvas = Canvas(size: Size(columns: 40, rows: 2))
    canvas.write(
      "█▀▄▌▐▏▉▁▇░▒▓▖▟─│╭╮╰╯├┼┈━┃╋═║╔╬■╱╲⣿⠁⡇", at: Position(column: 0, row: 0),
      style: Style(.indexed(2)))
    #expect(!canvas.svg().contains("<text"))
    #expect(canvas.svg().contains("stroke-dasharray"))
  }

  @Test func `neighbours of one colour are one rectangle`() {
    var canvas = Canvas(size: Size(columns: 30, rows: 10))
    canvas.fill(
      Rect(column: 3, row: 2, columns: 8, rows: 4), style: Style(on: .rgb(9, 9, 9)))
    #expect(canvas.svg().contains("<path fill=\"#090909\" d=\"M27 36h72v72h-72z\"/>"))
  }

  @Test func `reverse exchanges the colours and dim mixes them`() {
    var canvas = Canvas(size: Size(columns: 2, rows: 1))
    let style = Style(.rgb(200, 0, 0), on: .rgb(0, 0, 100))
    canvas.write("x", at: Position(column: 0, row: 0), style: style.reversed)
    canvas.write("y", at: Position(column: 1, row: 0), style: style.dim)
    let svg = canvas.svg()
    #expect(svg.contains("<g fill=\"#000064\">"))
    #expect(svg.contains("<path fill=\"#c80000\""))
    #expect(svg.contains("<g fill=\"#780028\">"))
  }

  @Test(arguments: [Size.zero, Size(columns: 1, rows: 1), Size(columns: 300, rows: 1)])
  func `any size makes a picture, the same every time`(size: Size) {
    let canvas = Canvas(size: size)
    #expect(canvas.svg() == canvas.svg())
    #expect(canvas.svg().hasSuffix("</svg>\n"))
    #expect(canvas.text().count { $0 == "\n" } == size.rows)
  }

  @Test func `a wide glyph and an emoji each have a place of their own`() {
    var canvas = Canvas(size: Size(columns: 12, rows: 1))
    canvas.write("a日b🚀c", at: Position(column: 0, row: 0))
    let svg = canvas.svg(PictureStyle(padding: 0))
    for (x, text) in [(0, "a"), (9, "日"), (27, "b"), (36, "🚀"), (54, "c")] {
      #expect(svg.contains("<text x=\"\(x)\" y=\"13\">\(text)</text>"))
    }
  }
}
