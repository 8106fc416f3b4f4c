import Canvas
import Quantities
import Telemetry

extension ConsoleModel {
  func drawDetail(in rect: Rect, on canvas: inout Canvas) {
    guard !rect.isEmpty else { return }
    let inner = canvas.box(rect, title: StyledText("card", look.title), style: look.accent)
    _ = inner
  }
}
