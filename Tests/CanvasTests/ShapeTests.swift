import Canvas
import TestKit
import Testing

struct ShapeTests {
  private let style = Style(.indexed(2))

  @Test func `a box carries titles in its border`() {
    var canvas = Canvas(size: Size(columns: 30, rows: 4))
    let inside = canvas.box(
      canvas.bounds, title: StyledText("cards", style), note: StyledText("384", style),
      footer: StyledText("rollout", style), footnote: StyledText("q quit", style))
    canvas.divide(row: 2, of: canvas.bounds)
    #expect(inside == Rect(column: 1, row: 1, columns: 28, rows: 2))
    #expect(
      canvas.text() == """
        ╭─ cards ────────────── 384 ─╮
        │                            │
        ├────────────────────────────┤
        ╰─ rollout ───────── q quit ─╯

        """)
  }

  @Test(arguments: [(0, 0), (1, 1), (2, 2), (3, 2), (7, 3), (9, 3), (12, 3)])
  func `a box of any size stays whole`(columns: Int, rows: Int) {
    var canvas = Canvas(size: Size(columns: 14, rows: 5))
    let rect = Rect(column: 1, row: 1, columns: columns, rows: rows)
    let inside = canvas.box(
      rect, title: StyledText("resharding", style), note: StyledText("61 %", style))
    #expect(rect.contains(inside))
    for row in 0..<5 {
      for column in 0..<14 where !rect.contains(Position(column: column, row: row)) {
        #expect(canvas[Position(column: column, row: row)] == .blank)
      }
    }
    guard columns >= 2, rows >= 2 else { return }
    #expect(canvas[rect.origin]?.glyph == Glyph("╭"))
    #expect(
      canvas[Position(column: rect.endColumn - 1, row: rect.row)]?.glyph == Glyph("╮"))
  }

  @Test func `a bar is exact to an eighth of a cell`() {
    for eighths in 0...32 {
      var canvas = Canvas(size: Size(columns: 4, rows: 1))
      canvas.bar(Double(eighths) / 32, at: Position(column: 0, row: 0), width: 4, style: style)
      let partial = eighths % 8 == 0 ? "" : String("▏▎▍▌▋▊▉".dropFirst(eighths % 8 - 1).prefix(1))
      #expect(canvas.text() == String(repeating: "█", count: eighths / 8) + partial + "\n")
    }
  }

  @Test func `a bar takes any number`() {
    for (share, expected) in [(-1, "..."), (.nan, "..."), (.infinity, "###"), (2, "###")] {
      var canvas = Canvas(size: Size(columns: 3, rows: 1), glyphs: .ascii)
      canvas.bar(share as Double, at: Position(column: 0, row: 0), width: 3, style: style)
      #expect(canvas.text() == expected + "\n")
    }
  }

  @Test func `spans that meet in a cell share it`() {
    let live = Style(.rgb(1, 1, 1))
    let ghost = Style(.rgb(2, 2, 2))
    var canvas = Canvas(size: Size(columns: 4, rows: 1))
    let strip = Strip([.init(0.5, 1.5, style: live), .init(1.5, 3, style: ghost)], window: 0...4)
    canvas.draw(strip, at: Position(column: 0, row: 0), width: 4)
    #expect(canvas.text() == "▐▌█\n")
    #expect(canvas[Position(column: 1, row: 0)]?.style == live.on(.rgb(2, 2, 2)))
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `a span is seen however short it is`(seed: UInt64) {
    var random = Dice(state: seed)
    let start = random.share() * 20
    let strip = Strip([.init(start, start + 1e-9, style: style)], window: 0...20)
    for glyphs in GlyphSet.allCases {
      var canvas = Canvas(size: Size(columns: 20, rows: 1), glyphs: glyphs)
      canvas.draw(strip, at: Position(column: 0, row: 0), width: 20)
      #expect(canvas.text() != "\n")
      #expect(canvas.cells.count { $0.glyph != .space } == 1)
    }
  }

  @Test func `a sparkline keeps the newest values and leaves gaps`() {
    var canvas = Canvas(size: Size(columns: 5, rows: 1))
    canvas.sparkline([9, 1, 2, .nan, 4, 8], in: canvas.bounds, ramp: Ramp(.indexed(1)))
    #expect(canvas.text() == "▁▂ ▄█\n")
  }
}
