import Quantities
import Session
import Telemetry
import Specification

extension CommandForm {
  /// Every command, in the order that completion offers them.
  static let all: [CommandForm] = run + knobs + time + cards + screen

  private static let run: [CommandForm] = [
    .words(
      "pause", ["": .pause, "on": .pauseSet(true), "off": .pauseSet(false)],
      "stop the clock, let it run"),
    speed,
    .plain("swap-ghost", .swapGhost, "let the run and its ghost change places"),
    .plain("keep-ghost", .keepGhost, "make the run as it is the baseline"),
    .plain("drop-ghost", .dropGhost, "let go of the ghost"),
  ]

  /// The knobs, as everything that turns one writes them; without a setting, the next one.
  private static let knobs: [CommandForm] = Knob.forms.map { form in
    let slot = KnobSlot.allCases.first { $0.commandName == form.name }
    let hasDown = slot == .staleness
    // One word beside numbers, or numbers alone.
    let settings = (form.choices.count < 2 ? ["N"] : []) + form.choices
    return CommandForm(
      name: form.name,
      parameter: "[\(settings.joined(separator: "|"))"
        + "\(hasDown ? "|down" : "")]",
      choices: form.choices + (hasDown ? ["down"] : []), help: slot?.help ?? "turn the knob"
    ) { (text) throws(LineError) in
      if text.isEmpty, let slot { return .turn(slot) }
      if hasDown, text == "down" { return .lowerStaleness }
      do {
        return .set(try Knob(text: "\(form.name) \(text)"))
      } catch {
        throw LineError(
          column: 1, what: "'\(text)' is no setting of '\(form.name)'",
          remedy: "write \(form.settings)")
      }
    }
  }

  private static let speed = CommandForm.value(
    "speed", "N|max|up|down", choices: ["max", "up", "down"],
    "simulated seconds a second of the wall"
  ) { text in
    switch text {
    case "up": return .faster
    case "down": return .slower
    case "max": return .speed(.infinity)
    default:
      guard let speed = Double(text), speed > 0, speed <= 1e6 else { return nil }
      return .speed(speed)
    }
  }

  private static let time: [CommandForm] = [
    .words(
      "step", ["forward": .nextStep, "back": .previousStep], "to the end of another RL step"),
    .value(
      "go", "TIME|+TIME|-TIME|step N|latest|crosshair", choices: ["latest", "crosshair", "step"],
      "go to a time, so much on or back, or the end of a step"
    ) {
      switch $0 {
      case "": .prompt(.time)
      case "latest": .latest
      case "crosshair": .travel
      default: SeekTarget($0).map { .goTo($0) }
      }
    },
    .value("crosshair", "[TIME|off]", choices: ["off"], "the moment that all charts mark") {
      switch $0 {
      case "": return .crosshair
      case "off": return .crosshairSet(nil)
      default:
        guard case .time(let time) = SeekTarget($0) else { return nil }
        return .crosshairSet(time)
      }
    },
    .words(
      "zoom", ["in": .zoomIn, "out": .zoomOut, "reset": .follow],
      "show less time, more time, or follow the run"),
    .words("pan", ["left": .panLeft, "right": .panRight], "show an earlier or later time"),
    .plain("critical-path", .criticalPath, "what each step's time hung on, in the timeline"),
  ]

  private static let cards: [CommandForm] =
    Action.Direction.allCases.map { direction in
      .value(direction.rawValue, "[N]", "move the selection \(direction.rawValue)") { text in
        if text.isEmpty { return .move(direction, 1) }
        guard let count = Int(text), (1...10_000).contains(count) else { return nil }
        return .move(direction, count)
      }
    } + [
      .words("select", ["first": .first, "last": .last], "the first card, or the last"),
      .words("supernode", ["previous": .previousPage, "next": .nextPage], "another supernode"),
      .value("card", "N", "select a card") { text in
        Int(text).flatMap { $0 >= 0 ? .card($0) : nil }
      },
      .plain("detail", .detail, "open, close the selected card"),
      .plain("why", .why, "tell why the selected card, lane or flow is as it is"),
      CommandForm(
        name: "filter", parameter: "[EXPRESSION]", choices: FilterField.allCases.map(\.rawValue),
        help: "dim the cards that do not match; without an expression, none"
      ) { (text) throws(LineError) in
        if !text.isEmpty { _ = try CardFilter(text) }
        return .filter(text)
      },
      .words(
        "match", ["next": .nextMatch, "previous": .previousMatch], "go to a card that matches"),
    ]

  private static let screen: [CommandForm] = [
    .value(
      "layout", "[\(ScreenLayout.allCases.map(\.name).joined(separator: "|"))]",
      choices: ScreenLayout.allCases.map(\.name), "which panels stand together"
    ) { $0.isEmpty ? .nextLayout : ScreenLayout(name: $0).map { .layout($0) } },
    .value(
      "events", "[all|\(LogEntry.Kind.allCases.map(\.rawValue).joined(separator: "|"))]",
      choices: ["all"] + LogEntry.Kind.allCases.map(\.rawValue), "events of one kind, or all"
    ) { text in
      text.isEmpty
        ? .nextLogKind
        : text == "all" ? .logKind(nil) : LogEntry.Kind(rawValue: text).map { .logKind($0) }
    },
    .value("panel", Panel.names, choices: Panel.allCases.map(\.name), "one panel alone") {
      text in Panel(name: text).map { .zoom($0) }
    },
    .value(
      "focus", "cards|next|previous|PANEL",
      choices: ["cards", "next", "previous"] + Panel.allCases.map(\.name),
      "what arrows and Enter work on"
    ) { text in
      switch text {
      case "cards": .focus(nil)
      case "next": .nextPanel
      case "previous": .previousPanel
      default: Panel(name: text).map { .focus($0) }
      }
    },
    .value("save", "[FILE.svg|FILE.txt] [WxH]", "write the screen to a file") { text in
      PictureRequest(text).map { .save($0) }
    },
    .plain("theme", .theme, "the next theme"),
    .plain("frame-meter", .frameMeter, "bytes and time of a frame, shown or not"),
    .plain("help", .help, "show, hide the keys"),
    .plain("close", .close, "close what is open"),
    .plain("command", .prompt(.command), "type a command"),
    .plain("search", .prompt(.filter), "type a filter"),
    .plain("quit", .quit, "leave"),
  ]
}

extension Panel {
  fileprivate static var names: String { allCases.map(\.name).joined(separator: "|") }
}
