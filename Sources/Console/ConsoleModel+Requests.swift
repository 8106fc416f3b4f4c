import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws how requests fare: how many are where, and how long they take.
  func drawRequests(in rect: Rect, on canvas: inout Canvas) {
    let samples = live.replicas.reduce(into: (running: 0, waiting: 0)) {
      $0.running += $1.running
      $0.waiting += $1.waiting
    }
    var note = StyledText("\(samples.running)", look.text)
    note.append(" written · ", look.muted)
    note.append("\(samples.waiting)", look.text)
    note.append(" read or waiting", look.muted)
    let inner = frame(.queue, in: rect, note: note, on: &canvas)
    guard let status = live.serving else {
      canvas.write("known when the first record ends", at: inner.origin, style: look.muted)
      return
    }
    let head = inner.split(top: 2)
    drawMeter(
      Double(status.answered) / Double(max(1, status.requests)), at: head.top.origin,
      width: inner.columns, Style(look.colour(Phase.rollout)), on: &canvas)
    var text = StyledText("\(status.answered)", look.strong)
    text.append(" of \(status.requests) answered", look.muted)
    text.append("  KV \(Figure.percent(status.cacheMean).trimmed)", look.text)
    text.append(", peak \(Figure.percent(status.cachePeak).trimmed)", look.muted)
    text.append("  \(status.preemptions)", look.text)
    text.append(" preempted", look.muted)
    canvas.write(text, at: head.top.origin.moved(rows: 1), width: inner.columns)
    drawSpreads(of: status, in: head.rest, on: &canvas)
  }

  /// A line for each duration, beside the ghost's mean where there is one.
  private func drawSpreads(of status: ServingStatus, in rect: Rect, on canvas: inout Canvas) {
    guard rect.rows > 1 else { return }
    let theirs = ghost?.state.serving
    let lines = [
      ("queueing", status.queueing, theirs?.queueing),
      ("TTFT", status.firstToken, theirs?.firstToken),
      ("TPOT", status.perToken, theirs?.perToken), ("latency", status.latency, theirs?.latency),
    ]
    canvas.write(
      "             mean      p50      p95      p99" + (theirs == nil ? "" : "    ghost"),
      at: rect.origin, style: look.faint, width: rect.columns)
    for (index, line) in lines.enumerated().prefix(rect.rows - 1) {
      let (name, mine, other) = line
      var text = StyledText(name.padding(to: 9), look.text)
      for (place, figure) in [mine.mean, mine.p50, mine.p95, mine.p99].enumerated() {
        text.append(
          " \(Self.time(figure))", place == 0 ? look.strong : look.text)
      }
      if let other { text.append(" \(Self.time(other.mean))", look.ghost) }
      canvas.write(text, at: rect.origin.moved(rows: index + 1), width: rect.columns)
    }
  }

  /// A duration in eight columns.
  private static func time(_ seconds: Seconds) -> String {
    let value = seconds.value
    return Figure.padded(
      value < 0.1
        ? "\((value * 1e3).fixed(1)) ms"
        : value < 100
          ? "\(value.fixed(2)) s" : "\(value.fixed(0)) s", 8)
  }

  /// How many requests are answered.
  var requestsText: StyledText {
    let all = scenario.workload.arrivals?.requests ?? 0
    let done = live.serving?.answered ?? 0
    var text = StyledText("answered ", look.muted)
    text.append("\(Figure.count(done, "\(all)".count))/\(all)", look.text)
    guard let status = live.serving else { return text }
    text.append("  TTFT ", look.muted)
    text.append(Self.time(status.firstToken.p50).trimmed, look.text)
    text.append("  TPOT ", look.muted)
    text.append(Self.time(status.perToken.p50).trimmed, look.text)
    return text
  }
}
