import Canvas
import TestKit
import Testing

struct RectTests {
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `pieces stay inside, in order, and never overlap`(seed: UInt64) {
    var random = Dice(state: seed)
    let whole = Rect(
      column: random.int(in: -5...5), row: random.int(in: -5...5),
      columns: random.int(in: 0...60), rows: random.int(in: 0...60))
    let gap = random.int(in: 0...2)
    let extents = (0..<random.int(in: 0...6)).map { _ in
      switch random.int(in: 0...2) {
      case 0: Extent.fixed(random.int(in: -3...30))
      case 1: Extent.fraction(Double(random.int(in: -2...12)) / 10)
      default: Extent.share(random.int(in: 0...3), atLeast: random.int(in: 0...10))
      }
    }
    let columns = whole.splitColumns(extents, gap: gap)
    let rows = whole.splitRows(extents, gap: gap)
    for pieces in [columns, rows] {
      #expect(pieces.count == extents.count)
      #expect(pieces.allSatisfy { whole.contains($0) })
    }
    for (left, right) in zip(columns, columns.dropFirst()) where !right.isEmpty {
      #expect(left.endColumn + (left.isEmpty ? 0 : gap) <= right.column)
    }
    for (upper, lower) in zip(rows, rows.dropFirst()) where !lower.isEmpty {
      #expect(upper.endRow + (upper.isEmpty ? 0 : gap) <= lower.row)
    }
  }

  @Test(arguments: 0..<100)
  func `shares use up all that is left`(columns: Int) {
    let pieces = Rect(Size(columns: columns, rows: 1))
      .splitColumns([.fixed(10), .share(2), .fraction(0.25), .share(1, atLeast: 7)])
    #expect(pieces.reduce(0) { $0 + $1.columns } == columns)
  }

  @Test func `shares keep to their weights`() {
    let pieces = Rect(Size(columns: 64, rows: 1))
      .splitColumns([.share(1), .share(2), .share(1)], gap: 2)
    #expect(pieces.map(\.columns) == [15, 30, 15])
    #expect(pieces.map(\.column) == [0, 17, 49])
  }

  @Test func `a share gets at least what it asks for`() {
    let pieces = Rect(Size(columns: 20, rows: 1)).splitColumns([.share(9), .share(1, atLeast: 8)])
    #expect(pieces.map(\.columns) == [12, 8])
  }

  @Test func `cutting off more than there is leaves nothing`() {
    let rect = Rect(column: 2, row: 3, columns: 10, rows: 4)
    #expect(rect.split(top: 9).rest.isEmpty)
    #expect(rect.split(bottom: 9).bottom == rect)
    #expect(rect.split(left: 3).rest == Rect(column: 5, row: 3, columns: 7, rows: 4))
    #expect(rect.split(right: 3).right == Rect(column: 9, row: 3, columns: 3, rows: 4))
    #expect(rect.split(right: -3).right.isEmpty)
  }

  @Test func `nothing is ever negative`() {
    #expect(Size(columns: -1, rows: -7) == .zero)
    #expect(Rect(column: 0, row: 0, columns: 1, rows: 5).inset(by: 1).isEmpty)
    let apart = Rect(column: 0, row: 0, columns: 2, rows: 2)
      .intersection(Rect(column: 9, row: 9, columns: 2, rows: 2))
    #expect(apart.isEmpty)
  }
}
