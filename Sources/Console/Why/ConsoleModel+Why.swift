import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// What Enter asks about now: what arrows work on.
  var subject: Explanation.Subject {
    let moment = timeView.crosshair.map { SimTime.seconds($0) }
    switch zoomed ?? focus {
    case .none, .supernode, .knobs, .advisor: return .card(card)
    case .resharding: return .reshard
    case .rollout: return .replica(scrolls[Panel.rollout.rawValue])
    case .queue: return scenario.isServing ? .lane(.rollout, moment) : .queue
    case .memory: return .memory
    case .pipeline: return .lane(.update, moment)
    case .throughput, .shares, .compare: return .step(moment)
    case .timeline: return .lane(lane, moment)
    case .log: return selectedEntry.map { .event($0) } ?? .step(nil)
    }
  }

  /// Opens the explanation of what is selected.
  mutating func openWhy() { overlay = .why(subject, scroll: 0) }

  /// Draws an explanation over everything else.
  func drawWhy(_ subject: Explanation.Subject, scroll: Int, on canvas: inout Canvas) {
    let explanation = Explanation(subject, in: live)
    let columns = min(canvas.size.columns - 2, 104)
    let rows = explanation.lines.flatMap { text(of: $0, columns: columns - 4) }
    let room = canvas.size.rows - 2
    let rect = canvas.bounds.centred(
      Size(columns: columns, rows: min(rows.count + 2, room)))
    canvas.fill(rect, style: Style(on: look.background))
    let hidden = max(0, rows.count - (rect.rows - 2))
    let first = min(scroll, hidden)
    let inner = canvas.box(
      rect, title: StyledText(explanation.title, look.title),
      note: StyledText("\(KeyTable.key(for: .close)) closes", look.muted),
      footer: StyledText(
        hidden > 0 ? "↑↓ lines \(first + 1)–\(first + rect.rows - 2) of \(rows.count)" : "",
        look.muted),
      style: look.accent
    ).inset(columns: 1)
    for (offset, line) in rows.dropFirst(first).prefix(inner.rows).enumerated() {
      canvas.write(line, at: inner.origin.moved(rows: offset), width: inner.columns)
    }
  }

  private func text(of line: Explanation.Line, columns: Int) -> [StyledText] {
    switch line {
    case .heading(let text): return [StyledText(), StyledText(text, look.accent)]
    case .fact(let name, let text):
      return wrapped(name.leading(12), text, columns: columns, look.text)
    case .term(let name, let seconds, let share, let source):
      var line = StyledText(
        "  \(Figure.duration(seconds)) \(Figure.finePercent(share))  ", look.strong)
      line.append(name, look.text)
      let cited = "[\(source.standing.rawValue)] \(source.text)"
      if line.columns + 2 + cited.columns <= columns {
        line.append("  \(cited)", look.faint)
        return [line]
      }
      return [line]
        + wrapped(String(repeating: " ", count: 19), cited, columns: columns, look.faint)
    case .segment(let segment, let share):
      var line = StyledText(
        "  \(Figure.duration(segment.duration.seconds)) \(Figure.finePercent(share))  ",
        look.strong)
      line.append(
        segment.cause.role?.name ?? "failure",
        segment.cause.role.map { Style(look.colour(Phase($0))) } ?? look.bad)
      let detail = detail(of: segment.cause)
      if detail != segment.cause.role?.name { line.append("  \(detail)", look.muted) }
      return [line]
    }
  }

  private func detail(of cause: CriticalPath.Cause) -> String {
    switch cause {
    case .leg(let status): return status.activity.name
    case .rollout(let last?):
      return "the last sample ended on replica \(last.replica) rank \(last.rank) at "
        + Figure.shortClock(last.time.seconds)
    case .rollout(nil): return "no sample ended yet"
    case .failure: return "a card was down"
    }
  }

  /// A label and a text beside it, over as many lines as it takes.
  private func wrapped(
    _ label: String, _ text: String, columns: Int, _ style: Style
  ) -> [StyledText] {
    let indent = label.columns
    return text.wrapped(columns: max(10, columns - indent)).enumerated().map { index, part in
      var line = StyledText(
        index == 0 ? label : String(repeating: " ", count: indent), look.muted)
      line.append(part, style)
      return line
    }
  }
}
