import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Takes in what happened.
  ///
  /// - Returns: What is to be done about it outside of the console, if anything.
  public mutating func update(_ message: ConsoleMessage) -> ConsoleCommand? {
    switch message {
    case .key(let key):
      return press(key)
    case .mouse(let event):
      return handle(event)
    case .resized(let size):
      self.size = size
    case .frame(let live, let ghost, let clock):
      take(live: live, ghost: ghost, clock: clock)
    case .themed(let theme):
      look = Look(theme, usesLetters: usesLetters)
    case .measured(let meter):
      frameMeter = meter
    case .notice(let text):
      notice = text.isEmpty ? nil : text
    case .show(let panel, let layout):
      zoomed = panel
      if let layout { self.layout = layout }
    case .advice(let advice):
      self.advice = advice
    }
    return nil
  }

  private mutating func take(live: ClusterState, ghost: Ghost?, clock: ClockStatus) {
    self.live = live
    self.ghost = ghost
    self.clock = clock
    card = min(max(card, 0), max(0, scenario.cluster.cards - 1))
    if let filter { matches = filter.matches(in: live) }
    if let effect = ghost.flatMap({ KnobEffect(live: live, ghost: $0) }) {
      effects[effect.slot.rawValue] = effect
    }
  }

  private mutating func press(_ key: Key) -> ConsoleCommand? {
    notice = nil
    if case .prompt(var prompt) = overlay {
      if let action = KeyTable.action(for: key, in: .prompt) { return perform(action) }
      if case .character(let character) = key {
        prompt.type(character)
        overlay = .prompt(prompt)
      }
      return nil
    }
    return KeyTable.action(for: key, in: .console).flatMap { perform($0) }
  }

  /// Does what a command says, as the command line and scripts do.
  ///
  /// - Throws: what is wrong with it.
  public mutating func perform(line: String) throws(LineError) -> ConsoleCommand? {
    let action = try Action(text: line)
    if case .card(let card) = action, card >= scenario.cluster.cards {
      throw LineError(
        column: 1, what: "there is no card \(card)",
        remedy: "the cards are 0 to \(scenario.cluster.cards - 1)")
    }
    return perform(action)
  }

  /// Does what a key, a click or a command asks for.
  mutating func perform(_ action: Action) -> ConsoleCommand? {
    if action.changesRun { return change(action) }
    switch action {
    case .quit: return .quit
    case .theme: return .cycleTheme
    case .frameMeter: showsFrameMeter.toggle()
    case .pause, .pauseSet, .faster, .slower, .speed, .previousStep, .nextStep, .latest, .travel,
      .goTo:
      return turnClock(action)
    case .save(let request): return .save(request)
    case .prompt, .accept, .cancel, .erase, .eraseAll, .complete, .older, .newer:
      return type(action)
    case .zoomIn, .zoomOut, .panLeft, .panRight, .follow, .crosshair, .crosshairSet:
      show(action)
    case .criticalPath: showsCriticalPath.toggle()
    case .help: if case .help = overlay { overlay = .none } else { overlay = .help(scroll: 0) }
    case .close: return close()
    case .why: openWhy()
    case .detail:
      if (zoomed ?? focus) == .advisor { return turnAdvised() }
      if (zoomed ?? focus) == .knobs { return turnChosen() }
      open()
    case .move(let direction, let count): move(direction, count)
    case .filter, .nextMatch, .previousMatch: match(action)
    case .first, .last, .previousPage, .nextPage:
      if let panel = scrolledPanel { scroll(panel, action) } else { select(action) }
    case .card: select(action)
    case .nextLayout: moveLayout()
    case .layout(let layout):
      self.layout = layout
      zoomed = nil
    case .nextLogKind: moveLogKind()
    case .logKind(let kind):
      logKind = kind
      scrolls[Panel.log.rawValue] = 0
    case .nextPanel: moveFocus(by: 1)
    case .previousPanel: moveFocus(by: -1)
    case .focus(let panel):
      focus = panel
      if let panel { self.panel = panel }
    case .zoom(let panel): return zoom(panel)
    case .turn, .lowerStaleness, .set, .swapGhost, .dropGhost, .keepGhost: break
    }
    return nil
  }

  /// Opens what is selected: a card's detail, then why it is as it is; of other things at once why.
  private mutating func open() {
    if case .why = overlay {
      overlay = .none
    } else if let panel = zoomed ?? focus, panel != .supernode {
      openWhy()
    } else if isDetailShown {
      openWhy()
    } else {
      isDetailOpen = true
    }
  }

  private mutating func close() -> ConsoleCommand? {
    let wasAsking = zoomed == .advisor && overlay == .none
    if overlay != .none {
      overlay = .none
    } else if chosenKnob != nil {
      chosenKnob = nil
    } else if zoomed != nil {
      zoomed = nil
    } else if isDetailOpen {
      isDetailOpen = false
    } else if focus != nil {
      focus = nil
    } else if timeView != TimeView() {
      timeView = TimeView()
    } else {
      match(.filter(""))
    }
    return wasAsking ? stopAsking() : nil
  }

  /// Shows a panel alone, or all again.
  private mutating func zoom(_ panel: Panel) -> ConsoleCommand? {
    let wasAsking = zoomed == .advisor && panel == .advisor
    chosenKnob = nil
    zoomed = zoomed == panel ? nil : panel
    if zoomed == .advisor { return ask() }
    return wasAsking ? stopAsking() : nil
  }

  /// Lets arrows work on the next panel; after the last, on the cards.
  private mutating func moveFocus(by step: Int) {
    if let shown = zoomed {
      zoomed = Panel.allCases[(shown.rawValue + step + Panel.allCases.count) % Panel.allCases.count]
      focus = zoomed
      return
    }
    let count = Panel.allCases.count + 1
    let next = ((focus?.rawValue ?? Panel.allCases.count) + step + count) % count
    focus = Panel(rawValue: next)
    if let focus { panel = focus }
  }

  private mutating func move(_ direction: Action.Direction, _ count: Int) {
    if case .help(let scroll) = overlay {
      overlay = .help(scroll: scrolled(scroll, direction, count))
    } else if case .why(let subject, let scroll) = overlay {
      overlay = .why(subject, scroll: scrolled(scroll, direction, count))
    } else if let panel = scrolledPanel, direction == .up || direction == .down,
      panel != .timeline || focus != .timeline
    {
      scroll(panel, by: direction == .up ? -count : count)
    } else if (zoomed ?? focus) == .knobs {
      chooseKnob(by: direction == .left ? -count : count)
    } else if zoomed == nil && focus == nil || (zoomed ?? focus) == .supernode {
      for _ in 0..<count { select(.move(direction, 1)) }
    } else if direction == .left || direction == .right {
      moveCrosshair(by: direction == .left ? -count : count)
    } else if focus == .timeline {
      let index = Int(lane.rawValue) + (direction == .up ? -count : count)
      lane = Role.allCases[min(max(index, 0), Role.allCases.count - 1)]
    }
  }

  private func scrolled(_ scroll: Int, _ direction: Action.Direction, _ count: Int) -> Int {
    switch direction {
    case .up: max(0, scroll - count)
    case .down: min(scroll + count, overlayLines - 1)
    case .left, .right: scroll
    }
  }
}
