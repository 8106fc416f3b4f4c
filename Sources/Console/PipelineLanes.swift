import Canvas
import Telemetry

/// A lane for each pipeline stage over a stretch of an update, in which operations can be told apart.
struct PipelineLanes {
  let status: PipelineStatus
  let window: ClosedRange<Double>
  let look: Look

  /// Seconds in which twice as many micro-batches as there are stages pass.
  static func span(of status: PipelineStatus) -> Double {
    guard status.microBatches > 0 else { return max(status.seconds, 1e-9) }
    let each = status.seconds / Double(status.microBatches)
    return max(min(status.seconds, each * Double(2 * status.stages)), 1e-9)
  }

  /// For each stage and column, the share of the column's time in which the stage computes.
  ///
  /// - Complexity: O(operations)
  static func shares(
    of status: PipelineStatus, columns: Int, whole: Double
  ) -> [[Double]] {
    var shares = Array(
      repeating: Array(repeating: 0.0, count: columns), count: status.stages)
    guard whole > 0, columns > 0 else { return shares }
    let scale = Double(columns) / whole
    for operation in status.operations {
      let from = Double(operation.start) * scale
      let to = min(Double(operation.end) * scale, Double(columns))
      var column = max(0, Int(from))
      while column < columns, Double(column) < to {
        shares[Int(operation.stage)][column] +=
          min(to, Double(column + 1)) - max(from, Double(column))
        column += 1
      }
    }
    return shares
  }

  /// Draws a heading and the lanes.
  func draw(_ title: String, in rect: Rect, on canvas: inout Canvas) {
    guard rect.rows > 1, rect.columns > 12 else { return }
    let parts = rect.split(top: 1)
    var text = StyledText(title, look.text)
    text.append("  ", look.text)
    text.append(look.usesLetters ? "f" : "█", forward)
    text.append(" forward ", look.muted)
    text.append(look.usesLetters ? "u" : "█", backward)
    text.append(" backward", look.muted)
    canvas.write(text, at: parts.top.origin, width: rect.columns)
    let height = min(6, max(1, parts.rest.rows / max(1, status.stages)))
    var spans: [[Strip.Span]] = Array(repeating: [], count: status.stages)
    for operation in status.operations
    where Double(operation.end) > window.lowerBound && Double(operation.start) < window.upperBound {
      spans[Int(operation.stage)].append(span(of: operation))
    }
    for stage in 0..<min(status.stages, parts.rest.rows / height) {
      let row = parts.rest.row + stage * height
      canvas.write(
        "\(stage)", at: Position(column: rect.column, row: row), style: look.muted, width: 2,
        alignment: .trailing)
      let place = Position(column: rect.column + 3, row: row)
      let bed = Strip.Span(
        window.lowerBound, window.upperBound, style: Style(look.colour(Activity.bubble)),
        fill: look.usesLetters ? "." : nil)
      var strip = Strip([bed] + spans[stage], window: window)
      for offset in 0..<max(1, height - 1) {
        canvas.draw(strip, at: place.moved(rows: offset), width: rect.columns - 3)
        for index in strip.spans.indices { strip.spans[index].label = "" }
      }
    }
  }

  private var forward: Style { Style(look.colour(Phase.reference)) }
  private var backward: Style { Style(look.colour(Phase.update)) }

  /// A bar with the micro-batch's number; neighbours are a shade apart, so that they do not run together.
  private func span(of operation: PipelineStatus.Operation) -> Strip.Span {
    var style = operation.isForward ? forward : backward
    if !operation.microBatch.isMultiple(of: 2) {
      style = Style(operation.isForward ? look.forwardShade : look.backwardShade)
    }
    return Strip.Span(
      Double(operation.start), Double(operation.end), style: style,
      fill: look.usesLetters ? (operation.isForward ? "f" : "u") : nil,
      label: "\(operation.microBatch)", labelStyle: Style(look.background))
  }
}
