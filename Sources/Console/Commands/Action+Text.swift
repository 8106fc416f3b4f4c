import Session
import Specification
import Telemetry

extension Action {
  /// The command that does the same; `nil` for what makes sense at a prompt only.
  var text: String? {
    switch self {
    case .turn(let slot): slot.commandName
    case .lowerStaleness: "\(KnobSlot.staleness.commandName) down"
    case .set(let knob): knob.text
    case .swapGhost: "swap-ghost"
    case .dropGhost: "drop-ghost"
    case .keepGhost: "keep-ghost"
    case .pause: "pause"
    case .pauseSet(let isPaused): "pause \(isPaused ? "on" : "off")"
    case .faster: "speed up"
    case .slower: "speed down"
    case .speed(let speed): speed.isFinite ? "speed \(speed)" : "speed max"
    case .previousStep: "step back"
    case .nextStep: "step forward"
    case .latest: "go latest"
    case .travel: "go crosshair"
    case .goTo(let target): "go \(target.text)"
    case .crosshair: "crosshair"
    case .crosshairSet(let time):
      "crosshair \(time.map { SeekTarget.time($0).text } ?? "off")"
    case .zoomIn: "zoom in"
    case .zoomOut: "zoom out"
    case .follow: "zoom reset"
    case .panLeft: "pan left"
    case .panRight: "pan right"
    case .criticalPath: "critical-path"
    default: screenText
    }
  }

  private var screenText: String? {
    switch self {
    case .move(let direction, let count):
      count == 1 ? direction.rawValue : "\(direction.rawValue) \(count)"
    case .first: "select first"
    case .last: "select last"
    case .previousPage: "supernode previous"
    case .nextPage: "supernode next"
    case .card(let card): "card \(card)"
    case .detail: "detail"
    case .why: "why"
    case .filter(let text): text.isEmpty ? "filter" : "filter \(text)"
    case .nextMatch: "match next"
    case .previousMatch: "match previous"
    case .nextLayout: "layout"
    case .layout(let layout): "layout \(layout.name)"
    case .nextLogKind: "events"
    case .logKind(let kind): "events \(kind?.rawValue ?? "all")"
    case .zoom(let panel): "panel \(panel.name)"
    case .focus(let panel): "focus \(panel?.name ?? "cards")"
    case .nextPanel: "focus next"
    case .previousPanel: "focus previous"
    case .save(let request): request.text.isEmpty ? "save" : "save \(request.text)"
    case .theme: "theme"
    case .frameMeter: "frame-meter"
    case .help: "help"
    case .close: "close"
    case .quit: "quit"
    case .prompt(.command): "command"
    case .prompt(.filter): "search"
    case .prompt(.time): "go"
    default: nil
    }
  }

  /// Reads a command.
  ///
  /// - Throws: what is wrong with it, at which column, and what would be right.
  init(text: String) throws(LineError) {
    let start = text.prefix { $0 == " " }.count
    let body = text.dropFirst(start)
    let name = body.prefix { $0 != " " }
    guard !name.isEmpty else {
      throw LineError(
        column: start + 1, what: "no command is named", remedy: "write one, such as 'fusion on'")
    }
    guard let form = CommandForm.all.first(where: { $0.name == name }) else {
      throw LineError(
        column: start + 1, what: "there is no command '\(name.prefix(40))'",
        remedy: Suggestion.remedy(for: String(name), among: CommandForm.all.map(\.name)))
    }
    let gap = body.dropFirst(name.count).prefix { $0 == " " }.count
    let before = start + name.count + gap
    var argument = String(text.dropFirst(before))
    while argument.last == " " { argument.removeLast() }
    do throws(LineError) {
      guard let action = try form.read(argument) else {
        throw LineError(
          column: 1,
          what: argument.isEmpty
            ? "'\(name)' lacks its setting" : "'\(argument.prefix(40))' does not go with '\(name)'",
          remedy: "write \(form.synopsis)")
      }
      self = action
    } catch {
      throw error.moved(by: before)
    }
  }
}
