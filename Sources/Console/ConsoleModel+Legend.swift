import Canvas
import Specification
import Telemetry

extension Activity {
  /// Whether a die does it in a run that only serves.
  fileprivate var isOfServing: Bool {
    switch self {
    case .prefill, .decode, .waitingPeers, .failed, .idle: true
    case .reference, .reward, .update, .bubble, .reshard, .offload, .waitingController,
      .waitingSamples, .waitingWeights, .waitingReplica, .waitingQueue:
      false
    }
  }
}

extension ConsoleModel {
  /// A line of the legend.
  private struct LegendLine {
    let name: String
    let glyph: Glyph
    let style: Style
    let count: Int
  }

  /// Draws the phases with the number of dies in each, or, where there is room, the activities.
  func drawLegend(in rect: Rect, on canvas: inout Canvas) {
    guard !rect.isEmpty else { return }
    var counts = Array(repeating: 0, count: Activity.allCases.count)
    for entry in live.ledger.entries { counts[Int(entry.activity.rawValue)] += 1 }
    let isServing = scenario.isServing
    let activities = Activity.allCases.filter { !isServing || $0.isOfServing }
    let phases = Phase.allCases.filter {
      !isServing || $0.activities.contains(where: \.isOfServing)
    }
    let names = rect.columns - 3 - figureColumns
    let lines =
      rect.rows >= activities.count
      ? activities.map { line($0, counts, columns: names) } : phases.map { line($0, counts) }
    guard rect.rows > 2 else {
      drawInline(lines.filter { $0.count > 0 }, in: rect, on: &canvas)
      return
    }
    for (offset, line) in lines.prefix(rect.rows).enumerated() {
      let place = Position(column: rect.column, row: rect.row + offset)
      let isEmpty = line.count == 0
      canvas.put(line.glyph, at: place, style: line.style)
      canvas.write(
        line.name, at: place.moved(columns: 2), style: isEmpty ? look.faint : look.text,
        width: names)
      let figure = Figure.count(line.count, figureColumns)
      canvas.write(
        figure, at: place.moved(columns: rect.columns - figure.columns),
        style: isEmpty ? look.faint : look.strong)
    }
  }

  /// Draws the lines that count anything side by side, for where there is room below the grid only.
  private func drawInline(_ lines: [LegendLine], in rect: Rect, on canvas: inout Canvas) {
    var place = rect.origin
    for line in lines {
      let width = line.name.columns + "\(line.count)".count + 3
      if place.column + width > rect.endColumn {
        place = Position(column: rect.column, row: place.row + 1)
      }
      guard place.row < rect.endRow else { return }
      canvas.put(line.glyph, at: place, style: line.style)
      var text = StyledText("\(line.name) ", look.text)
      text.append("\(line.count)", look.strong)
      place = canvas.write(text, at: place.moved(columns: 2)).moved(columns: 3)
    }
  }

  /// Columns of the largest count.
  private var figureColumns: Int { max(3, "\(live.ledger.entries.count)".count) }

  private func line(_ activity: Activity, _ counts: [Int], columns: Int) -> LegendLine {
    LegendLine(
      name: activity.name(columns: columns), glyph: look.usesLetters ? look.letter(activity) : "■",
      style: look.usesLetters ? look.letterStyle(activity) : Style(look.colour(activity)),
      count: counts[Int(activity.rawValue)])
  }

  private func line(_ phase: Phase, _ counts: [Int]) -> LegendLine {
    let activities = phase.activities
    let letters = activities.map(\.letter.text).joined()
    return LegendLine(
      // "d rollout (pd)" would not fit: the other letters stand in front of a shortened name.
      name: look.usesLetters && activities.count > 1
        ? "\(letters.dropFirst()) \(phase.name.prefix(9 - letters.count))" : phase.name,
      glyph: look.usesLetters ? activities.first?.letter ?? .space : "■",
      style: look.usesLetters ? look.text : Style(look.colour(phase)),
      count: activities.reduce(0) { $0 + counts[Int($1.rawValue)] })
  }
}
