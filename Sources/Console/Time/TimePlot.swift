import Canvas

/// Where a panel draws something over time: what is pointed at there is a moment.
struct TimePlot: Hashable, Sendable {
  /// The stretch that is shown.
  let window: TimeWindow
  /// The cells that show it.
  let rect: Rect

  /// The moment in the middle of a cell; `nil` beside the plot.
  func moment(at position: Position) -> Double? {
    guard rect.contains(position) else { return nil }
    let share = (Double(position.column - rect.column) + 0.5) / Double(rect.columns)
    return window.start + share * window.length
  }
}
