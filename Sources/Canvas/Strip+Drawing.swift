extension Canvas {
  /// Draws a strip, one row high, from a position on.
  ///
  /// Cells without a span are left as they are.
  public mutating func draw(_ strip: Strip, at position: Position, width: Int) {
    guard width > 0, clip.rowRange.contains(position.row) else { return }
    let owners = strip.owners(width: width)
    for column in 0..<width {
      let cell = StripCell(owners: owners[column * 8..<column * 8 + 8])
      draw(cell, of: strip, at: position.moved(columns: column))
    }
    label(strip, owners: owners, at: position)
  }

  private mutating func draw(_ cell: StripCell, of strip: Strip, at place: Position) {
    guard cell.left >= 0 || cell.right >= 0 else { return }
    // A cell that cannot be cut in two belongs to the larger part, or to the only span in it.
    let isCut = cell.left != cell.right
    let finest = glyphs == .unicode ? 1 : glyphs == .blocks ? 4 : 8
    let canCut =
      finest < 8
      && [cell.left, cell.right].allSatisfy { $0 < 0 || strip.spans[$0].fill == nil }
    if !isCut || !canCut {
      let owner =
        cell.left < 0
        ? cell.right : cell.right < 0 ? cell.left : cell.split >= 4 ? cell.left : cell.right
      let span = strip.spans[owner]
      put(span.fill ?? Glyph("█"), at: place, style: span.style)
      return
    }
    let split = finest == 1 ? cell.split : 4
    let block = Glyph.leftBlock(eighths: split)
    if cell.left < 0 {
      let style = strip.spans[cell.right].style
      switch split {
      case 4: put(Glyph("▐"), at: place, style: style)
      case 7: put(Glyph("▕"), at: place, style: style)
      default: put(block, at: place, style: style.reversed)
      }
    } else {
      var style = strip.spans[cell.left].style
      if cell.right >= 0 { style.background = strip.spans[cell.right].style.foreground }
      put(block, at: place, style: style)
    }
  }

  /// Writes the labels of spans that have enough whole cells for them.
  private mutating func label(_ strip: Strip, owners: [Int], at position: Position) {
    for (index, span) in strip.spans.enumerated() where !span.label.isEmpty {
      guard let first = owners.firstIndex(of: index), let last = owners.lastIndex(of: index),
        owners[first...last].allSatisfy({ $0 == index })
      else { continue }
      let start = (first + 7) / 8
      let room = (last + 1) / 8 - start
      let columns = span.label.columns
      guard columns + 2 <= room else { continue }
      let place = position.moved(columns: start + 1)
      if span.fill == nil {
        write(span.label, at: place, style: span.labelStyle.on(span.style.foreground))
      } else {
        write(" \(span.label) ", at: place.moved(columns: -1), style: span.labelStyle)
      }
    }
  }
}

extension Glyph {
  /// Returns a block that fills a cell from the left by 1 to 8 eighths, or a space.
  static func leftBlock(eighths: Int) -> Glyph {
    eighths <= 0 ? .space : blocksFromLeft[min(eighths, 8) - 1]
  }

  /// Returns a block that fills a cell from below by 1 to 8 eighths, or a space.
  static func lowerBlock(eighths: Int) -> Glyph {
    eighths <= 0 ? .space : blocksFromBelow[min(eighths, 8) - 1]
  }

  private static let blocksFromLeft = "▏▎▍▌▋▊▉█".map { Glyph($0) }
  private static let blocksFromBelow = "▁▂▃▄▅▆▇█".map { Glyph($0) }
}
