import Canvas
import Quantities

extension ConsoleModel {
  /// Draws what the frame before took, at the right end of a line.
  func drawFrameMeter(in rect: Rect, on canvas: inout Canvas) {
    let meter = frameMeter
    var text = StyledText(" frame \(meter.frames)", look.muted)
    text.append("  \(meter.bytes) B", look.strong)
    text.append("  \((meter.drawing * 1e6).fixed(0))", look.text)
    text.append(" + \((meter.sending * 1e6).fixed(0)) µs", look.text)
    text.append("  \(meter.dropped) left out ", meter.dropped > 0 ? look.warning : look.muted)
    let width = min(text.columns, rect.columns)
    canvas.write(text, at: Position(column: rect.endColumn - width, row: rect.row), width: width)
  }
}
