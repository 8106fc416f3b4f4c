import Canvas
import Testing

@testable import Terminal

struct RowTurnsTests {
  /// Frame number n, all of whose first rows have changed.
  private func frame(_ number: Int, changing rows: Int) -> Canvas {
    var canvas = Canvas(size: Size(columns: 20, rows: 30))
    for row in 0..<rows {
      canvas.write("frame \(number)", at: Position(column: 0, row: row), style: .plain)
    }
    return canvas
  }

  @Test(arguments: [1, 5, 10, 30])
  func `every row has its turn, whatever changes meanwhile`(changing: Int) {
    var turns = RowTurns()
    var drawn: Set<Int> = []
    // Four rows at a time.
    for number in 0..<16 {
      let frame = frame(number, changing: changing)
      let start = turns.start(of: frame)
      for row in start..<start + 4 { drawn.insert(row % 30) }
      turns.stop(before: (start + 4) % 30, of: frame)
    }
    #expect(drawn.count == 30)
  }

  @Test func `what changed goes first every other time`() {
    var turns = RowTurns()
    turns.stop(before: 12, of: frame(0, changing: 3))
    var next = frame(0, changing: 3)
    next.write("answer", at: Position(column: 0, row: 2), style: .plain)
    #expect(turns.start(of: next) == 2)
    turns.stop(before: 6, of: next)
    #expect(turns.start(of: next) == 12)
  }
}
