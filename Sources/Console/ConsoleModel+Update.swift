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
      notice = text
    }
    return nil
  }

  private mutating func take(live: ClusterState, ghost: Ghost?, clock: ClockStatus) {
    self.live = live
    self.ghost = ghost
    self.clock = clock
    card = min(max(card, 0), max(0, scenario.cluster.cards - 1))
    if let effect = ghost.flatMap({ KnobEffect(live: live, ghost: $0) }) {
      effects[effect.slot.rawValue] = effect
    }
  }

  private mutating func press(_ key: Key) -> ConsoleCommand? {
    notice = nil
    if case .seek(let text, _) = overlay {
      switch KeyTable.action(for: key, in: .prompt) {
      case .some(let action): return perform(action)
      case nil:
        if case .character(let character) = key, text.count < 12 {
          overlay = .seek(text: text + String(character), isWrong: false)
        }
        return nil
      }
    }
    return KeyTable.action(for: key, in: .console).flatMap { perform($0) }
  }

  /// Does what a key or a click asks for.
  mutating func perform(_ action: Action) -> ConsoleCommand? {
    switch action {
    case .quit: return .quit
    case .theme: return .cycleTheme
    case .frameMeter: showsFrameMeter.toggle()
    case .pause, .faster, .slower, .previousStep, .nextStep: return turnClock(action)
    case .seek: overlay = .seek(text: "", isWrong: false)
    case .accept: return seek()
    case .cancel: overlay = .none
    case .erase:
      if case .seek(let text, _) = overlay {
        overlay = .seek(text: String(text.dropLast()), isWrong: false)
      }
    case .help: overlay = overlay == .help ? .none : .help
    case .close: close()
    case .left, .right, .up, .down, .first, .last, .previousPage, .nextPage: select(action)
    case .detail:
      isDetailOpen = zoomed != nil || !isDetailOpen
      zoomed = nil
    case .turn(let slot): return turn(slot)
    case .lowerStaleness: return turn(.staleness, backwards: true)
    case .swapGhost: return ghost == nil ? nil : .swapGhost
    case .dropGhost: return ghost == nil ? nil : .dropGhost
    case .nextPanel: movePanel(by: 1)
    case .previousPanel: movePanel(by: -1)
    case .zoom(let panel): zoomed = zoomed == panel ? nil : panel
    }
    return nil
  }

  private mutating func close() {
    if overlay != .none {
      overlay = .none
    } else if zoomed != nil {
      zoomed = nil
    } else {
      isDetailOpen = false
    }
  }

  private mutating func movePanel(by step: Int) {
    let count = Panel.allCases.count
    let next = Panel.allCases[((zoomed ?? panel).rawValue + step + count) % count]
    panel = next
    if zoomed != nil { zoomed = next }
  }

  private mutating func turnClock(_ action: Action) -> ConsoleCommand? {
    switch action {
    case .pause:
      clock.isPaused.toggle()
      return .pause(clock.isPaused)
    case .faster, .slower:
      let speed = clock.speed(faster: action == .faster)
      guard speed != clock.speed else { return nil }
      clock.speed = speed
      return .speed(speed)
    default:
      return .step(action == .nextStep ? 1 : -1)
    }
  }

  private mutating func seek() -> ConsoleCommand? {
    guard case .seek(let text, _) = overlay else { return nil }
    guard let target = SeekTarget(text) else {
      overlay = .seek(text: text, isWrong: true)
      return nil
    }
    overlay = .none
    switch target {
    case .time(let time): return .seek(time)
    case .step(let step): return .seekStep(step)
    }
  }

  /// Turns a knob; shows it as pending until the next frame tells.
  mutating func turn(_ slot: KnobSlot, backwards: Bool = false) -> ConsoleCommand? {
    let knob = slot.knob(from: setting(of: slot) ?? 0, backwards: backwards, card: card)
    clock.pendingKnobs.append(knob)
    return .turn(knob)
  }
}
