import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Does what an action asks of the clock.
  mutating func turnClock(_ action: Action) -> ConsoleCommand? {
    switch action {
    case .pause: return pause(!clock.isPaused)
    case .pauseSet(let isPaused): return pause(isPaused)
    case .faster: return run(at: clock.speed(faster: true))
    case .slower: return run(at: clock.speed(faster: false))
    case .speed(let speed): return run(at: speed)
    case .previousStep: return .step(-1)
    case .nextStep: return .step(1)
    case .latest: return .latest
    case .travel:
      guard let moment = timeView.crosshair else {
        notice = "there is no crosshair to go to; \(KeyTable.key(for: .crosshair)) sets one"
        return nil
      }
      return .seek(.seconds(moment))
    case .goTo(.time(let time)): return .seek(time)
    case .goTo(.offset(let seconds)): return .seek(.seconds(max(0, live.now.seconds + seconds)))
    case .goTo(.step(let step)): return .seekStep(step)
    default: return nil
    }
  }

  private mutating func pause(_ isPaused: Bool) -> ConsoleCommand? {
    clock.isPaused = isPaused
    return .pause(isPaused)
  }

  private mutating func run(at speed: Double) -> ConsoleCommand? {
    guard speed != clock.speed else { return nil }
    clock.speed = speed
    return .speed(speed)
  }

  /// Does what reaches into the run.
  mutating func change(_ action: Action) -> ConsoleCommand? {
    switch action {
    case .turn(let slot): turn(slot)
    case .lowerStaleness: turn(.staleness, backwards: true)
    case .set(let knob): turn(knob)
    case .swapGhost: ghost == nil ? nil : .swapGhost
    case .dropGhost: ghost == nil ? nil : .dropGhost
    case .keepGhost: .keepGhost
    default: nil
    }
  }

  /// Turns a knob on; shows it as pending until the next frame tells.
  mutating func turn(_ slot: KnobSlot, backwards: Bool = false) -> ConsoleCommand? {
    turn(slot.knob(from: setting(of: slot), backwards: backwards, in: surroundings))
  }

  mutating func turn(_ knob: Knob) -> ConsoleCommand? {
    clock.pendingKnobs.append(knob)
    return .turn(knob)
  }
}
