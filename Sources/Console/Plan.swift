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
  static let leastSize = Size(columns: 40, rows: 12)

  var header = Rect.zero
  var figures = Rect.zero
  var grid = Rect.zero
  var legend = Rect.zero
  var detail = Rect.zero
  var whatIf = Rect.zero
  var hints = Rect.zero
  var panels: [Place] = []
  var geometry: GridGeometry
  /// Whether the grid has a border.
  private(set) var hasGridBorder = true

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
    var layout = ScreenLayout.overview
    /// Panels that have something to show.
    var shown = Panel.allCases
    /// Panels of which a line says why there is nothing in them.
    var empty: [Panel] = []

    /// How many rows a panel asks for, border included.
    func leastRows(_ panel: Panel) -> Int { empty.contains(panel) ? 3 : panel.leastRows }
    /// Rows above which a panel has nothing more to say, border included.
    func mostRows(_ panel: Panel) -> Int { empty.contains(panel) ? 3 : panel.mostRows }
  }

  /// Lays out a screen.
  init(_ size: Size, _ needs: Needs) {
    isNotice =
      size.columns < Self.leastSize.columns || size.rows < Self.leastSize.rows
    geometry = GridGeometry(
      needs.cluster, room: .zero, usesLetters: needs.usesLetters, card: needs.card)
    guard !isNotice else { return }
    let hasBorder = size.rows >= 30
    // The panel of knobs tells all that the bar does.
    let isBarred =
      needs.zoomed == .knobs || needs.zoomed == nil && needs.layout == .whatIf
    let lines =
      size.rows < 14 || isBarred
      ? 0
      : size.rows < 20
        ? 1
        : WhatIfBar.lines(
          columns: size.columns - (hasBorder ? 4 : 2), screenRows: size.rows)
    let rows = Rect(size).splitRows([
      .fixed(1), .fixed(1), .share(), .fixed(lines + (hasBorder && !isBarred ? 2 : 0)), .fixed(1),
    ])
    header = rows[0]
    figures = rows[1]
    whatIf = rows[3]
    hints = rows[4]
    let middle = rows[2]
    if needs.zoomed == .supernode {
      layGridAlone(middle, isWide: size.columns >= 118, needs)
    } else if let zoomed = needs.zoomed {
      panels = [Place(panel: zoomed, rect: middle)]
    } else {
      lay(needs.layout.columns(width: size.columns), in: middle, needs)
    }
  }
}

extension Plan {
  /// Columns of the legend, the most first: with whole names, with most of them, and with short ones.
  private static let legendColumns = [24, 20, 16]

  /// Puts the grid at the top of a rectangle and returns what is left below.
  private mutating func layGrid(
    _ rect: Rect, share: Double, leaving least: Int, _ needs: Needs
  ) -> Rect {
    // Where a border would cost a row of cards there is none.
    hasGridBorder = rect.rows >= needs.cluster.cardsPerServer + 3 && rect.columns >= 64
    let border = hasGridBorder ? 1 : 0
    let room = Size(
      columns: rect.columns - 2 * border,
      rows: max(
        min(Int(Double(rect.rows) * share), rect.rows - least),
        min(needs.cluster.cardsPerServer + 1 + 2 * border, rect.rows)) - 2 * border)
    func geometry(beside columns: Int) -> GridGeometry {
      let room = Size(columns: room.columns - columns, rows: room.rows)
      return GridGeometry(
        needs.cluster, room: room, usesLetters: needs.usesLetters, card: needs.card)
    }
    // A wide legend takes nothing from the grid.
    let least = Self.legendColumns.last ?? 0
    var fitted = geometry(beside: least)
    let hasLegend = fitted.size.columns <= room.columns - least && rect.columns >= 80
    if !hasLegend { fitted = geometry(beside: 0) }
    let columns =
      hasLegend
      ? Self.legendColumns.first { geometry(beside: $0).size == fitted.size } ?? least : 0
    let height = max(fitted.size.rows, hasLegend ? min(9, room.rows) : 0) + 2 * border
    let parts = rect.split(top: height)
    grid = parts.top
    let inner = grid.inset(by: border)
    let free = max(0, inner.columns - columns - fitted.size.columns)
    if hasLegend {
      let beside = inner.split(right: columns).right
      // A column of air, between grid and legend or else at the border.
      legend = free == 0 ? beside.split(left: 1).rest : beside.split(right: 1).rest
    }
    fitted.origin = Position(
      column: inner.column + (hasLegend ? min(free / 2, 1) : free / 2), row: inner.row)
    self.geometry = fitted
    return parts.rest
  }

  /// Puts the grid on the screen alone, and the selected card below it where it is open or fits.
  private mutating func layGridAlone(_ rect: Rect, isWide: Bool, _ needs: Needs) {
    guard isWide || !needs.isDetailOpen else {
      lay([ScreenLayout.Column([[.supernode]])], in: rect, needs)
      return
    }
    let rest = layGrid(
      rect, share: 1, leaving: needs.isDetailOpen ? Self.detailRows : 0, needs)
    if needs.isDetailOpen || rest.rows >= Self.detailRows {
      _ = layDetail(rest, 2)
    } else {
      stretchGrid(by: rest.rows)
    }
  }

  /// Puts columns of panels side by side, and the detail, if it is open, in the first.
  private mutating func lay(_ columns: [ScreenLayout.Column], in rect: Rect, _ needs: Needs) {
    if needs.isDetailOpen, columns.count == 1, rect.rows < 16 {
      detail = Rect(
        column: rect.column, row: rect.row, columns: rect.columns, rows: rect.rows + whatIf.rows)
      whatIf = Rect(column: 0, row: detail.endRow, columns: 0, rows: 0)
      return
    }
    let places = rect.splitColumns(columns.map(\.extent))
    for (index, (column, place)) in zip(columns, places).enumerated() {
      var groups = column.groups
      var rest = place
      if groups.first == [.supernode] {
        groups.removeFirst()
        let isTall = columns.count > 1
        let share =
          needs.usesLetters ? (isTall ? 0.7 : 1) : isTall ? (rect.rows > 70 ? 0.42 : 0.5) : 0.6
        let least = groups.isEmpty || needs.usesLetters && !isTall ? 0 : isTall ? 9 : 8
        rest = layGrid(rest, share: share, leaving: least, needs)
      }
      if needs.isDetailOpen, index == 0 { rest = layDetail(rest, columns.count) }
      let stacked = Self.stack(groups, in: rest, needs)
      panels += stacked
      if stacked.isEmpty, index == 0, !needs.isDetailOpen, !grid.isEmpty {
        stretchGrid(by: rest.rows)
      }
    }
  }

  /// Gives the grid rows that nothing else takes, and uses what it leaves for a legend below it.
  private mutating func stretchGrid(by rows: Int) {
    grid = Rect(
      column: grid.column, row: grid.row, columns: grid.columns, rows: grid.rows + rows)
    let inner = grid.inset(by: hasGridBorder ? 1 : 0)
    let free = inner.rows - geometry.size.rows
    guard legend.isEmpty, free > 0 else { return }
    legend = inner.split(bottom: min(free, 2)).bottom.inset(columns: 1)
  }

  /// Puts the detail at the top of a rectangle and returns what is left below.
  ///
  /// On a narrow screen it takes all of it, and the what-if bar's rows too.
  private mutating func layDetail(_ rect: Rect, _ columns: Int) -> Rect {
    if columns == 1 {
      detail = Rect(
        column: rect.column, row: rect.row, columns: rect.columns, rows: rect.rows + whatIf.rows)
      whatIf = Rect(column: 0, row: detail.endRow, columns: 0, rows: 0)
      return rect.split(top: rect.rows).rest
    }
    let isShort = rect.rows < Self.detailRows + Panel.shares.leastRows
    let parts = rect.split(top: isShort ? rect.rows : Self.detailRows)
    detail = parts.top
    return parts.rest
  }

  /// Rows in which two columns of the detail say everything.
  private static let detailRows = 20

  /// Stacks groups of panels, as many as fit, each group side by side.
  ///
  /// Which ones fit is found from the chosen one on; they keep their order on screen.
  private static func stack(_ all: [[Panel]], in rect: Rect, _ needs: Needs) -> [Place] {
    let groups = all.map { $0.filter(needs.shown.contains) }.filter { !$0.isEmpty }
    let start = groups.firstIndex { $0.contains(needs.panel) } ?? 0
    var room = rect.rows
    var chosen: [Int] = []
    for offset in groups.indices {
      let index = (start + offset) % groups.count
      let need = groups[index].map(needs.leastRows).max() ?? 0
      guard need <= room else { continue }
      chosen.append(index)
      room -= need
    }
    if chosen.isEmpty, rect.rows >= 5 { chosen = [start] }
    chosen.sort()
    let heights = heights(of: chosen.map { groups[$0] }, in: rect.rows, needs)
    return zip(chosen, rect.splitRows(heights.map { .fixed($0) })).flatMap { index, row in
      zip(groups[index], row.splitColumns(groups[index].map { _ in .share() })).map {
        Place(panel: $0, rect: $1)
      }
    }
  }

  /// Gives groups the rows they need, then, by weight, those they can use, then the largest the rest.
  private static func heights(of groups: [[Panel]], in rows: Int, _ needs: Needs) -> [Int] {
    var heights = groups.map { $0.map(needs.leastRows).max() ?? 0 }
    let weights = groups.map { $0.map(\.weight).max() ?? 1 }
    let limits = groups.map { $0.map(needs.mostRows).max() ?? 0 }
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
