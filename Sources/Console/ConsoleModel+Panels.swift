import Canvas
import Exploration
import Telemetry

extension ConsoleModel {
  /// Goes to the next layout; which panel is alone is forgotten, so that all of it is seen.
  mutating func moveLayout() {
    let all = ScreenLayout.allCases
    layout = all[(layout.rawValue + 1) % all.count]
    zoomed = nil
  }

  /// Narrows the log to the next kind of events, and after the last shows all again.
  mutating func moveLogKind() {
    let kinds = LogEntry.Kind.allCases
    let next = logKind.flatMap { kinds.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    logKind = next < kinds.count ? kinds[next] : nil
    scrolls[Panel.log.rawValue] = 0
  }

  // MARK: Scrolling

  /// Lines of a panel that scrolls, as they are counted for scrolling.
  private func lines(of panel: Panel) -> Int {
    switch panel {
    case .timeline, .rollout: live.replicas.count
    case .log: loggedEntries.count
    case .advisor: advice?.entries.count ?? 0
    case .knobs: shownKnobs.count
    case .throughput, .resharding, .shares, .queue, .memory, .pipeline, .supernode, .compare: 0
    }
  }

  /// The panel that arrows scroll: the one that is alone, or the one they work on.
  var scrolledPanel: Panel? {
    guard let panel = zoomed ?? focus, panel.scrolls else { return nil }
    return panel
  }

  /// Scrolls a panel by pages, or to its first or last line.
  mutating func scroll(_ panel: Panel, _ action: Action) {
    switch action {
    case .previousPage: scroll(panel, by: -10)
    case .nextPage: scroll(panel, by: 10)
    case .first: scroll(panel, by: -lines(of: panel))
    case .last: scroll(panel, by: lines(of: panel))
    default: break
    }
  }

  /// Scrolls a panel down by lines; the log counts from its latest entry, the others from their first.
  mutating func scroll(_ panel: Panel, by count: Int) {
    let value = scrolls[panel.rawValue] + (panel == .log ? -count : count)
    scrolls[panel.rawValue] = min(max(value, 0), max(0, lines(of: panel) - 1))
    if panel == .knobs { chosenKnob = nil }
  }

  /// The first line that a panel shows of so many, where there are so many rows.
  func firstLine(of panel: Panel, count: Int, rows: Int) -> Int {
    min(scrolls[panel.rawValue], max(0, count - rows))
  }

  // MARK: Advice

  /// Asks what would help most, unless that is known for this moment.
  mutating func ask() -> ConsoleCommand? {
    if let advice, advice.time == live.now, advice.isDone { return nil }
    scrolls[Panel.advisor.rawValue] = 0
    return .advise
  }

  /// Lets go of advice that is worked on, where its panel is left.
  mutating func stopAsking() -> ConsoleCommand? {
    guard let advice, !advice.isDone else { return nil }
    self.advice = nil
    return .stopAdvising
  }

  /// Turns the knob that is selected in the advice.
  mutating func turnAdvised() -> ConsoleCommand? {
    let index = scrolls[Panel.advisor.rawValue]
    guard let advice, advice.isDone, advice.entries.indices.contains(index) else { return nil }
    let entry = advice.entries[index]
    guard entry.tokensPerSecond != nil else { return nil }
    clock.pendingKnobs.append(entry.knob)
    return .turn(entry.knob)
  }
}
