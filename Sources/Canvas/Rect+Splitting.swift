extension Rect {
  /// Cuts the rectangle into columns side by side, with `gap` empty columns between them.
  ///
  /// The result has one rectangle for each extent, in order; they never overlap and never stick
  /// out. Where room is short the last ones are cut first, down to nothing.
  public func splitColumns(_ extents: [Extent], gap: Int = 0) -> [Rect] {
    Self.cut(columns, into: extents, gap: gap).map { piece in
      Rect(column: column + piece.lowerBound, row: row, columns: piece.count, rows: rows)
    }
  }

  /// Cuts the rectangle into rows one above the other, with `gap` empty rows between them.
  ///
  /// The same rules as for ``splitColumns(_:gap:)`` hold.
  public func splitRows(_ extents: [Extent], gap: Int = 0) -> [Rect] {
    Self.cut(rows, into: extents, gap: gap).map { piece in
      Rect(column: column, row: row + piece.lowerBound, columns: columns, rows: piece.count)
    }
  }

  /// Cuts off the topmost rows; the second part is the rest.
  public func split(top count: Int) -> (top: Rect, rest: Rect) {
    let parts = splitRows([.fixed(count), .share()])
    return (parts[0], parts[1])
  }

  /// Cuts off the bottom rows; the first part is the rest.
  public func split(bottom count: Int) -> (rest: Rect, bottom: Rect) {
    let parts = splitRows([.fixed(rows - min(max(count, 0), rows)), .share()])
    return (parts[0], parts[1])
  }

  /// Cuts off the leftmost columns; the second part is the rest.
  public func split(left count: Int) -> (left: Rect, rest: Rect) {
    let parts = splitColumns([.fixed(count), .share()])
    return (parts[0], parts[1])
  }

  /// Cuts off the rightmost columns; the first part is the rest.
  public func split(right count: Int) -> (rest: Rect, right: Rect) {
    let parts = splitColumns([.fixed(columns - min(max(count, 0), columns)), .share()])
    return (parts[0], parts[1])
  }

  /// Cuts a length into pieces.
  private static func cut(_ length: Int, into extents: [Extent], gap: Int) -> [Range<Int>] {
    let lengths = lengths(of: extents, in: length - max(0, gap) * max(0, extents.count - 1))
    var start = 0
    return lengths.map { piece in
      let begin = min(start, length)
      let end = min(begin + piece, length)
      start = end + max(0, gap)
      return begin..<end
    }
  }

  /// Hands out cells: first what is asked for outright, in order, then the shares.
  private static func lengths(of extents: [Extent], in total: Int) -> [Int] {
    let total = max(0, total)
    var left = total
    func take(_ wanted: Int) -> Int {
      let taken = min(max(0, wanted), left)
      left -= taken
      return taken
    }
    var lengths = extents.map { extent in
      switch extent {
      case .fixed(let count): take(count)
      case .fraction(let part): take(cells(of: part, in: total))
      case .share(_, let least): take(least)
      }
    }
    // What is left goes to the shares so that their whole lengths keep to the weights, largest
    // first; one that is already longer than its due gets nothing and leaves the sum.
    var open = extents.indices.filter { weight(of: extents[$0]) > 0 }
    while left > 0, !open.isEmpty {
      let weights = open.reduce(0) { $0 + weight(of: extents[$1]) }
      let room = left + open.reduce(0) { $0 + lengths[$1] }
      let fitting = open.filter { lengths[$0] * weights <= room * weight(of: extents[$0]) }
      guard fitting.count == open.count else {
        open = fitting
        continue
      }
      var seen = 0
      var given = 0
      for index in open {
        seen += weight(of: extents[index])
        lengths[index] = room * seen / weights - given
        given += lengths[index]
      }
      left = 0
    }
    return lengths
  }

  private static func cells(of part: Double, in total: Int) -> Int {
    guard part > 0 else { return 0 }
    return part >= 1 ? total : Int((part * Double(total)).rounded())
  }

  private static func weight(of extent: Extent) -> Int {
    if case .share(let weight, _) = extent { max(0, weight) } else { 0 }
  }
}
