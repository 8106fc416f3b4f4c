import Canvas
import Specification

/// Where everything is on a screen of a size: rectangles that never overlap.
struct Plan: Hashable, Sendable {
  /// A panel and its place, border included.
  struct Place: Hashable, Sendable {
    let panel: Panel
    let rect: Rect
  }

  /// The smallest screen that shows more than a notice.
  static let leastSize = Size(columns: 60, rows: 15)

  var header = Rect.zero
  var figures = Rect.zero
  var grid = Rect.zero
  var legend = Rect.zero
  var detail = Rect.zero
  var whatIf = Rect.zero
  var hints = Rect.zero
  var panels: [Place] = []
  var geometry: GridGeometry

  /// Whether the screen is too small for anything but a notice.
  let isNotice: Bool

  /// What a plan depends on besides the size.
  struct Needs {
    var cluster: Cluster
    var card: Int
    var usesLetters: Bool
    var isDetailOpen: Bool
    var panel: Panel
    var zoomed: Panel?
  }

  /// Lays out a screen.
  init(_ size: Size, _ needs: Needs) {
    isNotice =
      size.columns < Self.leastSize.columns || size.rows < Self.leastSize.rows
    geometry = GridGeometry(
      needs.cluster, room: .zero, usesLetters: needs.usesLetters, card: needs.card)
    guard !isNotice else { return }
    let hasBorder = size.rows >= 30
    let lines =
      size.rows < 20
      ? 1
      : WhatIfBar.lines(
        columns: size.columns - (hasBorder ? 4 : 2), screenRows: size.rows)
    let rows = Rect(size).splitRows([
      .fixed(1), .fixed(1), .share(), .fixed(lines + (hasBorder ? 2 : 0)), .fixed(1),
    ])
    header = rows[0]
    figures = rows[1]
    whatIf = rows[3]
    hints = rows[4]
    let middle = rows[2]
    if let zoomed = needs.zoomed {
      panels = [Place(panel: zoomed, rect: middle)]
      return
    }
    switch size.columns {
    case ..<118: layNarrow(middle, needs)
    case ..<156: layMedium(middle, needs)
    case ..<230: layWide(middle, needs)
    default: layHuge(middle, needs)
    }
  }
}

extension Plan {
  private static let legendColumns = 16

  /// Puts the grid at the top of a rectangle and returns what is left below.
  private mutating func layGrid(
    _ rect: Rect, share: Double, leaving least: Int, _ needs: Needs
  ) -> Rect {
    let room = Size(
      columns: rect.columns - 2,
      rows: max(
        min(Int(Double(rect.rows) * share), rect.rows - least),
        min(needs.cluster.cardsPerServer + 3, rect.rows)) - 2)
    let besides = Size(columns: room.columns - Self.legendColumns, rows: room.rows)
    func geometry(_ room: Size) -> GridGeometry {
      GridGeometry(needs.cluster, room: room, usesLetters: needs.usesLetters, card: needs.card)
    }
    var fitted = geometry(besides)
    let hasLegend = fitted.size.columns <= besides.columns && rect.columns >= 80
    if !hasLegend { fitted = geometry(room) }
    let height = max(fitted.size.rows, hasLegend ? min(9, room.rows) : 0) + 2
    let parts = rect.split(top: height)
    grid = parts.top
    let inner = grid.inset(columns: 1, rows: 1)
    if hasLegend {
      legend = inner.split(right: Self.legendColumns).right.split(right: 1).rest
    }
    let width = inner.columns - (hasLegend ? Self.legendColumns : 0)
    let free = max(0, width - fitted.size.columns)
    fitted.origin = Position(
      column: inner.column + (hasLegend ? min(free / 2, 1) : free / 2), row: inner.row)
    self.geometry = fitted
    return parts.rest
  }

  private mutating func layNarrow(_ rect: Rect, _ needs: Needs) {
    let rest = layGrid(
      rect, share: needs.usesLetters ? 1 : 0.6, leaving: needs.usesLetters ? 0 : 8, needs)
    if needs.isDetailOpen {
      detail = Rect(
        column: rest.column, row: rest.row, columns: rest.columns, rows: rest.rows + whatIf.rows)
      whatIf = Rect(column: 0, row: detail.endRow, columns: 0, rows: 0)
    } else {
      panels += Self.stack(Panel.allCases.map { [$0] }, in: rest, first: needs.panel)
      if panels.isEmpty {
        grid = Rect(
          column: grid.column, row: grid.row, columns: grid.columns, rows: grid.rows + rest.rows)
      }
    }
  }

  private mutating func layMedium(_ rect: Rect, _ needs: Needs) {
    let columns = rect.splitColumns([.fixed(80), .share()])
    let rest = layGrid(columns[0], share: needs.usesLetters ? 0.7 : 0.42, leaving: 9, needs)
    let left: [Panel] = [.timeline, .throughput, .resharding, .replicas, .log]
    panels += Self.stack(left.map { [$0] }, in: rest, first: needs.panel)
    if needs.isDetailOpen {
      detail = columns[1]
    } else {
      let right: [Panel] = [.shares, .queue, .memory]
      panels += Self.stack(right.map { [$0] }, in: columns[1], first: needs.panel)
    }
  }

  /// Puts the detail, if it is open, at the top of a rectangle and returns what is left below.
  private mutating func layDetail(_ rect: Rect, _ needs: Needs) -> Rect {
    guard needs.isDetailOpen else { return rect }
    let isShort = rect.rows < Self.detailRows + Panel.shares.leastRows
    let parts = rect.split(top: isShort ? rect.rows : Self.detailRows)
    detail = parts.top
    return parts.rest
  }

  /// Rows in which two columns of the detail say everything.
  private static let detailRows = 20

  private mutating func layWide(_ rect: Rect, _ needs: Needs) {
    let columns = rect.splitColumns([.fixed(80), .share()])
    let rest = layGrid(columns[0], share: 0.5, leaving: 9, needs)
    let left: [Panel] = [.shares, .queue, .memory, .log]
    panels += Self.stack(left.map { [$0] }, in: layDetail(rest, needs), first: needs.panel)
    let right: [Panel] = [.timeline, .throughput, .resharding, .replicas]
    panels += Self.stack(right.map { [$0] }, in: columns[1], first: needs.panel)
  }

  private mutating func layHuge(_ rect: Rect, _ needs: Needs) {
    let columns = rect.splitColumns([.fixed(132), .share()])
    let rest = layGrid(columns[0], share: 0.5, leaving: 20, needs)
    panels += Self.stack(
      [[.shares, .queue], [.memory, .resharding], [.replicas]], in: layDetail(rest, needs),
      first: needs.panel)
    panels += Self.stack(
      [[.timeline], [.throughput], [.log]], in: columns[1], first: needs.panel)
  }

  /// Stacks groups of panels, as many as fit, each group side by side.
  ///
  /// Which ones fit is found from `first` on; they keep their order on screen.
  private static func stack(_ groups: [[Panel]], in rect: Rect, first: Panel) -> [Place] {
    let start = groups.firstIndex { $0.contains(first) } ?? 0
    var room = rect.rows
    var chosen: [Int] = []
    for offset in groups.indices {
      let index = (start + offset) % groups.count
      let need = groups[index].map(\.leastRows).max() ?? 0
      guard need <= room else { continue }
      chosen.append(index)
      room -= need
    }
    if chosen.isEmpty, rect.rows >= 5 { chosen = [start] }
    chosen.sort()
    let heights = heights(of: chosen.map { groups[$0] }, in: rect.rows)
    return zip(chosen, rect.splitRows(heights.map { .fixed($0) })).flatMap { index, row in
      zip(groups[index], row.splitColumns(groups[index].map { _ in .share() })).map {
        Place(panel: $0, rect: $1)
      }
    }
  }

  /// Gives groups the rows they need, then, by weight, those they can use, then the largest the rest.
  private static func heights(of groups: [[Panel]], in rows: Int) -> [Int] {
    var heights = groups.map { $0.map(\.leastRows).max() ?? 0 }
    let weights = groups.map { $0.map(\.weight).max() ?? 1 }
    let limits = groups.map { $0.map(\.mostRows).max() ?? 0 }
    var left = rows - heights.reduce(0, +)
    while left > 0 {
      // The one that is furthest below its due gets the next row.
      let open = groups.indices.filter { heights[$0] < limits[$0] }
      let next = (open.isEmpty ? Array(groups.indices) : open).min { first, second in
        heights[first] * weights[second] < heights[second] * weights[first]
      }
      guard let next else { break }
      heights[next] += 1
      left -= 1
    }
    return heights
  }
}
