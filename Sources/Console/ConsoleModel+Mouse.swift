import Canvas
import Telemetry

extension ConsoleModel {
  /// Takes in a press, a drag or a turn of the wheel.
  mutating func handle(_ event: MouseEvent) -> ConsoleCommand? {
    guard overlay == .none else {
      switch event.kind {
      case .press: overlay = .none
      case .scrollUp: return perform(.move(.up, 3))
      case .scrollDown: return perform(.move(.down, 3))
      case .drag: break
      }
      return nil
    }
    let plan = plan()
    let place = plan.panels.first { $0.rect.contains(event.position) }
    if let place, let moment = timePlot(of: place)?.moment(at: event.position) {
      point(at: moment, event, in: place)
      return nil
    }
    switch event.kind {
    case .drag: break
    case .scrollUp, .scrollDown:
      let isUp = event.kind == .scrollUp
      if let panel = place?.panel, panel.scrolls {
        scroll(panel, by: isUp ? -3 : 3)
      } else {
        select(isUp ? .previousPage : .nextPage)
      }
    case .press:
      if plan.grid.contains(event.position), let hit = plan.geometry.card(at: event.position) {
        isDetailOpen = hit == card ? !isDetailOpen : isDetailOpen
        card = hit
        focus = nil
      } else if let slot = whatIfSlot(at: event.position, in: plan.whatIf) {
        return turn(slot)
      } else if let place, let command = pressLine(at: event.position, in: place) {
        return command
      } else if let place, line(at: event.position, in: place) == nil {
        zoomed = zoomed == nil ? place.panel : nil
      }
    }
    return nil
  }

  /// The line of a list at a position; `nil` beside its lines.
  private func line(at position: Position, in place: Plan.Place) -> Int? {
    let inner = place.rect.inset(columns: 1, rows: 1)
    guard inner.contains(position) else { return nil }
    switch place.panel {
    case .knobs: return knobLine(at: position.row, in: place.rect)
    case .advisor: return advisedLine(at: position.row, in: place.rect)
    case .rollout: return replica(at: position.row, in: place.rect)
    case .log:
      let shown = loggedRange(rows: inner.rows)
      let row = position.row - inner.row
      return row < shown.count ? loggedEntries.count - 1 - shown.lowerBound - row : nil
    default: return nil
    }
  }

  /// Selects the line that was pressed; a line that is selected already is opened, as Enter does.
  private mutating func pressLine(at position: Position, in place: Plan.Place) -> ConsoleCommand? {
    guard let line = line(at: position, in: place) else { return nil }
    if (zoomed ?? focus) == place.panel, scrolls[place.panel.rawValue] == line {
      return perform(.detail)
    }
    if zoomed == nil { focus = place.panel }
    if place.panel == .knobs { chosenKnob = nil }
    scrolls[place.panel.rawValue] = line
    return nil
  }

  /// Does what the mouse asks for at a moment of the timeline or of a chart.
  private mutating func point(at moment: Double, _ event: MouseEvent, in place: Plan.Place) {
    let window = timelinePlace.window
    switch event.kind {
    case .press, .drag:
      // What is pointed at is on screen: no window has to move.
      timeView.crosshair = min(max(moment, 0), latestSeconds)
      if event.kind == .press, let index = lane(at: event.position.row, in: place) {
        lane = Role.allCases[index]
        focus = .timeline
      }
    case .scrollUp, .scrollDown:
      timeView.zoom(
        in: event.kind == .scrollUp, around: moment, from: window, end: latestSeconds)
    }
  }
}
