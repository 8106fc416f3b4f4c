import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Rows below which the steps are not worth a heading.
  static let shareHistoryRows = 5

  /// Draws where the time of each step went, the latest first: a bar is as long as its step took.
  func drawShareHistory(in rect: Rect, on canvas: inout Canvas) {
    guard rect.rows >= Self.shareHistoryRows, rect.columns >= 40 else { return }
    let parts = rect.split(top: 1)
    let steps = Array(live.steps.suffix(parts.rest.rows).reversed())
    let longest = steps.map(\.duration.seconds).max() ?? 0
    var title = StyledText("each \(scenario.isServing ? "record" : "step") ", look.text)
    title.append("· a bar is as long as it took", look.muted)
    rule(title, in: parts.top, on: &canvas)
    for (offset, step) in steps.enumerated() {
      let row = parts.rest.row + offset
      var text = StyledText("\("\(step.step)".padding(to: 6)) ", look.muted)
      text.append(Figure.duration(step.duration.seconds), look.text)
      text.append("  \(Figure.compact(step.tokensPerSecond, "tok/s"))  ", look.muted)
      let start = canvas.write(text, at: Position(column: rect.column, row: row))
      let strip = Strip(
        stacking: Activity.allCases.map {
          (
            step.share(of: $0) * step.duration.seconds, Style(look.colour($0)), look.fill($0)
          )
        }, whole: longest)
      canvas.draw(strip, at: start, width: max(0, rect.endColumn - start.column))
    }
  }
}
