import Canvas
import TestKit
import Testing

struct ChartTests {
  private let live = Ramp([.rgb(0, 0, 80), .rgb(0, 0, 255)])
  private let ghost = Ramp(.rgb(200, 200, 200))

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `a chart keeps to its rectangle and to its glyphs`(seed: UInt64) {
    var random = Dice(state: seed)
    let glyphs = GlyphSet.allCases[random.int(in: 0...2)]
    var canvas = Canvas(size: Size(columns: 40, rows: 14), glyphs: glyphs)
    let rect = Rect(
      column: random.int(in: 0...20), row: random.int(in: 0...8),
      columns: random.int(in: 0...20), rows: random.int(in: 0...6))
    let odd = [Double.nan, .infinity, -.infinity, 1e308, -1e308]
    let curves = (0..<random.int(in: 0...3)).map { _ in
      let points = (0..<random.int(in: 0...30)).map { _ in
        random.int(in: 0...9) == 0
          ? Curve.Point(random.share() * 10, odd[random.int(in: 0...4)])
          : Curve.Point(random.share() * 30 - 5, random.share() * 100 - 20)
      }
      return Curve(
        points.sorted { $0.x < $1.x }, form: [.line, .dashed, .area][random.int(in: 0...2)],
        ramp: live)
    }
    var chart = Chart(curves, window: 0...20, scale: AxisScale(0, 60, step: 20), axis: Style())
    chart.grid = Style()
    chart.marks = [.init(0, "start"), .init(10, "middle"), .init(20, "end")]
    chart.crosshair = .init(x: random.share() * 20, style: Style())
    let plot = canvas.draw(chart, in: rect)
    #expect(rect.contains(plot))
    for row in 0..<14 {
      for column in 0..<40 where !rect.contains(Position(column: column, row: row)) {
        #expect(canvas[Position(column: column, row: row)] == .blank)
      }
    }
    if glyphs == .ascii { #expect(canvas.text().utf8.allSatisfy { $0 < 0x7F }) }
    #expect(glyphs == .unicode || !canvas.text().unicodeScalars.contains { $0.value >> 8 == 0x28 })
  }

  @Test func `an area is filled to its value and labelled`() {
    var canvas = Canvas(size: Size(columns: 14, rows: 5))
    var chart = Chart(
      [Curve(values: [0, 1, 2, 3, 4], form: .area, ramp: live)], axis: Style())
    chart.marks = [.init(0, "0"), .init(4, "4")]
    canvas.draw(chart, in: canvas.bounds)
    #expect(
      canvas.text() == """
        4          ⣀⣴⣾
                ⢀⣴⣾⣿⣿⣿
        2    ⣠⣴⣿⣿⣿⣿⣿⣿⣿
        0 ⣠⣴⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿
          0          4

        """)
  }

  @Test func `each row of a chart has one colour`() {
    var canvas = Canvas(size: Size(columns: 30, rows: 8))
    let values = (0..<60).map { Double($0 * $0 % 37) }
    canvas.draw(Chart([Curve(values: values, form: .area, ramp: live)]), in: canvas.bounds)
    for row in 0..<8 {
      let colours = Set(
        canvas[row: row].filter { $0.glyph != .space }.map(\.style.foreground))
      #expect(colours.count <= 1)
    }
  }

  @Test func `a ghost is seen where the live area covers it`() {
    var canvas = Canvas(size: Size(columns: 20, rows: 6))
    let chart = Chart([
      Curve(values: Array(repeating: 3, count: 20), form: .dashed, ramp: ghost),
      Curve(values: Array(repeating: 10, count: 20), form: .area, ramp: live),
    ])
    canvas.draw(chart, in: canvas.bounds)
    let seen = canvas.cells.count { $0.style.foreground == .rgb(200, 200, 200) }
    #expect(seen == 20)
  }

  @Test func `a steep line has no holes`() {
    var canvas = Canvas(size: Size(columns: 3, rows: 6), glyphs: .ascii)
    canvas.draw(
      Chart([Curve(values: [0, 0, 100, 100], ramp: ghost)], scale: AxisScale(0, 100, step: 50)),
      in: canvas.bounds)
    for row in 0..<6 { #expect(canvas[row: row].contains { $0.glyph != .space }) }
  }

  @Test(arguments: 1..<40)
  func `a column of the window comes back as the same column`(columns: Int) {
    let chart = Chart([], window: 100...300)
    let plot = Rect(column: 7, row: 0, columns: columns, rows: 3)
    for column in plot.columnRange {
      #expect(chart.column(of: chart.place(atColumn: column, in: plot), in: plot) == column)
    }
    #expect(chart.column(of: 99, in: plot) == nil)
  }

  @Test func `a heat matrix merges what does not fit and loses no hot spot`() {
    let matrix = HeatMatrix(rows: 64, columns: 64) { $0 == 13 && $1 == 41 ? 1 : 0 }
    for (columns, rows) in [(64, 64), (64, 32), (10, 3), (1, 1)] {
      var canvas = Canvas(size: Size(columns: columns, rows: rows))
      let used = canvas.draw(
        matrix, in: canvas.bounds, ramp: Ramp([.rgb(0, 0, 0), .rgb(255, 0, 0)]))
      #expect(canvas.bounds.contains(used))
      let isHot = canvas.cells.contains {
        $0.style.foreground == .rgb(255, 0, 0) || $0.style.background == .rgb(255, 0, 0)
      }
      #expect(isHot)
    }
  }

  @Test func `without colours a heat matrix is shaded`() {
    for (glyphs, expected) in [(GlyphSet.unicode, "·░▓█\n"), (.ascii, ".:*#\n")] {
      var canvas = Canvas(size: Size(columns: 4, rows: 1), glyphs: glyphs)
      canvas.draw(
        HeatMatrix(rows: 1, columns: 4, values: [0, 0.2, 0.6, 1]), in: canvas.bounds,
        ramp: Ramp(.terminalDefault), cellColumns: 1)
      #expect(canvas.text() == expected)
    }
  }
}
