import Canvas
import TestKit
import Testing

struct CanvasTests {
  /// Text with everything that upsets columns.
  static let words = [
    "plain", "昇腾 910C", "e\u{301}te\u{301}", "👨‍👩‍👧", "❤️", "👍🏽", "\u{1B}[31mred", "tab\there", "각",
    "ไทย", "日", "a\u{300}\u{301}\u{302}\u{303}b", "\u{202E}evil", "\u{200B}", "─│┌", "⣿⡇",
  ]

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `whatever is drawn, columns stay straight`(seed: UInt64) {
    var random = Dice(state: seed)
    let glyphs = GlyphSet.allCases[random.int(in: 0...2)]
    let size = Size(columns: random.int(in: 0...12), rows: random.int(in: 0...3))
    var canvas = Canvas(size: size, glyphs: glyphs)
    for _ in 0..<40 {
      let place = Position(column: random.int(in: -4...14), row: random.int(in: -1...4))
      let word = Self.words[random.int(in: 0...Self.words.count - 1)]
      let clip = Rect(
        column: random.int(in: -2...6), row: random.int(in: -1...2),
        columns: random.int(in: 0...14), rows: random.int(in: 0...4))
      canvas.clipped(to: clip) { canvas in
        canvas.write(
          word, at: place, style: Style(.indexed(1)),
          width: random.int(in: 0...2) == 0 ? nil : random.int(in: -1...9),
          alignment: [.leading, .centre, .trailing][random.int(in: 0...2)],
          ellipsis: random.int(in: 0...1) == 0)
      }
    }
    #expect(canvas.cells.count == size.columns * size.rows)
    for row in 0..<size.rows {
      let cells = Array(canvas[row: row])
      for (column, cell) in cells.enumerated() {
        let follows = column > 0 && cells[column - 1].glyph.columns == 2
        #expect((cell.glyph == .continuation) == follows)
      }
      #expect(cells.last.map { $0.glyph.columns < 2 } ?? true)
    }
    let controls = canvas.text().unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" }
    #expect(controls.isEmpty)
    if glyphs == .ascii { #expect(canvas.text().utf8.allSatisfy { $0 < 0x7F }) }
  }

  @Test(arguments: GlyphSet.allCases)
  func `text takes as many columns as it says`(glyphs: GlyphSet) {
    for word in Self.words {
      var canvas = Canvas(size: Size(columns: 30, rows: 1), glyphs: glyphs)
      let end = canvas.write(word, at: Position(column: 0, row: 0))
      #expect(end.column == word.columns)
    }
  }

  @Test func `nothing outside of a clip is touched`() {
    var canvas = Canvas(size: Size(columns: 6, rows: 3))
    canvas.fill(canvas.bounds, with: Glyph("."), style: Style())
    canvas.clipped(to: Rect(column: 1, row: 1, columns: 3, rows: 1)) { canvas in
      canvas.fill(canvas.bounds, with: Glyph("#"), style: Style())
    }
    #expect(canvas.text() == "......\n.###..\n......\n")
    #expect(canvas.clip == canvas.bounds)
  }

  @Test func `half of a wide glyph that is overwritten leaves no other half`() {
    var canvas = Canvas(size: Size(columns: 4, rows: 1))
    canvas.write("日本", at: Position(column: 0, row: 0))
    canvas.write("x", at: Position(column: 1, row: 0))
    #expect(canvas.text() == " x本\n")
    canvas.write("日", at: Position(column: 1, row: 0))
    #expect(canvas.text() == " 日\n")
  }

  @Test func `a wide glyph that only half fits becomes a space`() {
    var canvas = Canvas(size: Size(columns: 3, rows: 1))
    canvas.write("日本", at: Position(column: 0, row: 0), ellipsis: false)
    #expect(canvas[Position(column: 2, row: 0)]?.glyph == .space)
    canvas.write("日本", at: Position(column: -1, row: 0), ellipsis: false)
    #expect(canvas.text() == " 本\n")
  }

  @Test func `control characters are shown, not sent`() {
    var canvas = Canvas(size: Size(columns: 12, rows: 1))
    canvas.write("a\u{1B}[2J\n\u{7F}\u{9B}", at: Position(column: 0, row: 0))
    #expect(canvas.text() == "a␛[2J␊␡\u{FFFD}\n")
  }

  @Test func `text that is cut ends in an ellipsis, aligned text stands where it should`() {
    var canvas = Canvas(size: Size(columns: 8, rows: 5))
    canvas.write("throughput", at: Position(column: 0, row: 0))
    canvas.write("abc", at: Position(column: 0, row: 1), width: 8, alignment: .centre)
    canvas.write("abc", at: Position(column: 0, row: 2), width: 8, alignment: .trailing)
    canvas.write("日本語日本語", at: Position(column: 0, row: 3), width: 6)
    canvas.write("exactly8", at: Position(column: 0, row: 4), width: 8)
    #expect(canvas.text() == "through…\n  abc\n     abc\n日本…\nexactly8\n")
  }

  @Test func `spans are cut as one line`() {
    let line = StyledText("live ", Style(.indexed(1))) + StyledText("ghost", Style(.indexed(2)))
    for (width, expected) in [
      (10, "live ghost"), (9, "live gho…"), (5, "live…"), (1, "…"), (0, ""),
    ] {
      var canvas = Canvas(size: Size(columns: 12, rows: 1))
      canvas.write(line, at: Position(column: 0, row: 0), width: width)
      #expect(canvas.text() == expected + "\n")
    }
  }

  @Test func `an underlying colour keeps what is there`() {
    var canvas = Canvas(size: Size(columns: 2, rows: 1), background: .rgb(1, 2, 3))
    canvas.write("x", at: Position(column: 0, row: 0), style: Style(.indexed(4)).bold)
    canvas.restyle(canvas.bounds) { _ in Style(.underlying, on: .underlying, .reverse) }
    let style = canvas[Position(column: 0, row: 0)]?.style
    #expect(style == Style(.indexed(4), on: .rgb(1, 2, 3), .reverse))
    #expect(canvas[Position(column: 5, row: 0)] == nil)
  }
}
