import Canvas

extension ConsoleModel {
  /// Where a panel draws something over time; `nil` for one that does not.
  func timePlot(of place: Plan.Place) -> TimePlot? {
    // The plot's place depends on what stands around it: it is asked of the drawing itself.
    var scratch = Canvas(size: size, glyphs: glyphs)
    switch place.panel {
    case .timeline:
      let (window, bars) = timelinePlace
      return TimePlot(window: window, rect: bars)
    case .throughput: return drawThroughput(in: place.rect, on: &scratch)
    case .memory: return drawMemory(in: place.rect, on: &scratch)
    case .queue: return drawQueue(in: place.rect, on: &scratch)
    case .pipeline: return drawPipeline(in: place.rect, on: &scratch)
    case .compare: return drawCompare(in: place.rect, on: &scratch)
    case .resharding, .shares, .rollout, .log, .supernode, .advisor, .knobs: return nil
    }
  }

  /// The lane of the timeline at a row.
  func lane(at row: Int, in place: Plan.Place) -> Int? {
    guard place.panel == .timeline else { return nil }
    let rect = timelineParts(of: place.rect.inset(columns: 2, rows: 1)).lanes
    return TimelineLanes.rows(of: rect.split(bottom: 1).rest)
      .firstIndex { $0.rowRange.contains(row) }
  }
}
