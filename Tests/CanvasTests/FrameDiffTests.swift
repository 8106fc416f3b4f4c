import Canvas
import TestKit
import Testing

struct FrameDiffTests {
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `drawing the runs turns the old frame into the new one`(seed: UInt64) {
    var random = Dice(state: seed)
    let old = frame(&random)
    let new = frame(&random)
    let diff = FrameDiff(from: old, to: new)
    var cells = old.cells
    for run in diff.runs {
      let first = new[Position(column: run.columns.lowerBound, row: run.row)]
      #expect(first?.glyph != .continuation)
      let behind = new[Position(column: run.columns.upperBound, row: run.row)]
      #expect(behind?.glyph != .continuation)
      for column in run.columns {
        cells[run.row * 20 + column] = new.cells[run.row * 20 + column]
      }
    }
    #expect(cells == new.cells)
    #expect(diff.cellCount <= 80)
  }

  @Test func `equal frames differ in nothing, frames of other sizes in everything`() {
    var random = Dice(state: 1)
    let one = frame(&random)
    #expect(FrameDiff(from: one, to: one).runs.isEmpty)
    #expect(FrameDiff(from: nil, to: one).cellCount == 80)
    #expect(FrameDiff(from: Canvas(size: Size(columns: 4, rows: 20)), to: one).cellCount == 80)
    #expect(FrameDiff(from: one, to: Canvas(size: .zero)).runs.isEmpty)
  }

  private func frame(_ random: inout Dice) -> Canvas {
    var canvas = Canvas(size: Size(columns: 20, rows: 4))
    for _ in 0..<random.int(in: 0...8) {
      canvas.write(
        ["日本", "ab", "é", "語"][random.int(in: 0...3)],
        at: Position(column: random.int(in: 0...19), row: random.int(in: 0...3)),
        style: Style(.indexed(UInt8(random.int(in: 0...2)))))
      canvas.restyle(
        Rect(column: random.int(in: 0...19), row: random.int(in: 0...3), columns: 1, rows: 1)
      ) { $0.bold }
    }
    return canvas
  }
}
