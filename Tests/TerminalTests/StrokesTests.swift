import Canvas
import TestKit
import Testing

@testable import Terminal

struct StrokesTests {
  private func strokes(_ inks: [[Int32]]) -> Strokes {
    var strokes = Strokes()
    for (row, line) in inks.enumerated() {
      for (column, pair) in line.enumerated() where pair >= 0 {
        strokes.add(
          Strokes.Shape(scalars: (0x61, 0, 0), columns: 1), ink: CellInk(attributes: 0, pair: pair),
          row: row, column: column)
      }
    }
    return strokes
  }

  @Test func `cells side by side in one ink are one stroke, and rows are apart`() {
    let all = strokes([[1, 1, 2, -1, 2], [2, 2]]).turns(byInk: false)
    #expect(all.count == 1)
    #expect(all[0].map(\.columns) == [0..<2, 2..<3, 4..<5, 0..<2])
    #expect(all[0].map(\.row) == [0, 0, 0, 1])
  }

  @Test func `what one ink draws often is drawn together, the rest from top to bottom`() {
    let line: [Int32] = [1, 2, 1, 2, 1, 3, 1, 2]
    let turns = strokes([line, [3, 2]]).turns(byInk: true)
    #expect(turns.map { Set($0.map(\.ink.pair)) } == [[1], [2], [3]])
    #expect(turns[2].map(\.row) == [0, 1])
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `every cell is drawn once, whatever the turns`(seed: UInt64) {
    var dice = Dice(state: seed)
    let inks = (0..<8).map { _ in (0..<30).map { _ in Int32(dice.int(in: -1...5)) } }
    let strokes = strokes(inks)
    for byInk in [false, true] {
      var drawn = inks.map { $0.map { _ in Int32(-1) } }
      for stroke in strokes.turns(byInk: byInk).joined() {
        for column in stroke.columns {
          #expect(drawn[stroke.row][column] == -1)
          drawn[stroke.row][column] = stroke.ink.pair
        }
      }
      #expect(drawn == inks)
    }
  }
}
