import Canvas
import Exploration
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws what runs, on what, and the clock.
  func drawHeader(in rect: Rect, on canvas: inout Canvas) {
    let clock = clockText(isWide: rect.columns >= 118)
    let right = clock.columns + 1
    var left = StyledText("tandem  ", look.accent)
    left.append(scenario.model.name, look.strong)
    left.append(" · ", look.faint)
    left.append(scenario.cluster.name, look.text)
    left.append(" · ", look.faint)
    left.append(algorithm, look.text)
    let room = rect.columns - right - 2
    canvas.write(
      left.shortened(to: room), at: Position(column: rect.column + 1, row: rect.row), width: room)
    canvas.write(
      clock, at: Position(column: rect.endColumn - right, row: rect.row), width: right - 1)
  }

  private var algorithm: String {
    let work = scenario.workload
    switch work.arrivals {
    case .poisson(let process): return "\(Figure.compact(process.perSecond).trimmed) requests/s"
    case .atOnce(let requests): return "\(requests) requests at once"
    case .measured(let measured): return "\(measured.seconds.count) measured requests"
    case nil: break
    }
    let name = work.samplesPerPrompt > 1 ? "GRPO " : ""
    return "\(name)\(work.promptsPerStep)×\(work.samplesPerPrompt)"
  }

  private func clockText(isWide: Bool) -> StyledText {
    var text = StyledText()
    if clock.recording != nil {
      text.append("● rec  ", look.bad)
    }
    if case .replay(let name, let end) = clock.source {
      let share = end > .zero ? live.now.seconds / end.seconds : 1
      text.append(isWide ? "replay \(name)" : "replay", look.accent)
      text.append("\(Figure.percent(share))  ", look.muted)
    }
    if let latest = clock.latest, latest > live.now {
      text.append("◀ past of ", look.warning)
      text.append("\(Figure.clock(latest.seconds))  ", look.text)
    }
    if isWide, !scenario.isServing {
      text.append("step ", look.muted)
      text.append(Figure.count(live.stepsEnded + 1, 4).trimmed, look.text)
      text.append("  weights ", look.muted)
      text.append("v\(live.version)", look.text)
      text.append("  η ", look.muted)
      text.append("\(setting(of: .staleness) ?? 0)   ", look.text)
    }
    text.append(clock.isPaused ? "■ " : "▶ ", clock.isPaused ? look.warning : look.good)
    text.append(Figure.clock(live.now.seconds), look.strong)
    let state = clock.isPaused ? "paused" : Figure.speed(clock.speed)
    text.append(
      " \(state)\(String(repeating: " ", count: max(0, 6 - state.columns)))",
      clock.isPaused ? look.warning : look.muted)
    return text
  }

  /// Draws the few figures that matter in one line; what does not fit is left out from the right.
  func drawFigures(in rect: Rect, on canvas: inout Canvas) {
    var place = Position(column: rect.column + 1, row: rect.row)
    let isWide = rect.columns >= 72
    let usual =
      scenario.isServing
      ? [rateText(isWide: true), requestsText, writingText, paceText]
      : [rateText(isWide: true), stepText, versionText, writingText, paceText]
    let brief = [rateText(isWide: false), briefText(canvas.size)]
    for part in isWide ? usual : brief where part.columns > 0 {
      guard place.column + part.columns <= rect.endColumn - 1 else { break }
      place = canvas.write(part, at: place).moved(columns: rect.columns >= 118 ? 5 : 2)
    }
  }

  /// The last step's tokens a second, and how that is beside the ghost.
  private func rateText(isWide: Bool) -> StyledText {
    guard let last = live.steps.last else {
      return StyledText("first \(scenario.isServing ? "record" : "step") under way", look.muted)
    }
    var text = StyledText(Figure.compact(last.tokensPerSecond, "tok/s"), look.strong)
    guard ghost != nil else { return text }
    if let comparison = ghost?.comparison {
      text.append(" \(Figure.change(comparison.gain))", look.style(ofChange: comparison.gain))
      guard isWide else { return text }
      text.append(" after \(steps(comparison.steps))", look.ghost)
    } else {
      guard isWide else { return text + StyledText("    … %", look.muted) }
      text.append("  ghost: no step yet", look.ghost)
    }
    return text
  }

  /// Writes a number of steps.
  func steps(_ count: Int) -> String { count == 1 ? "1 step" : "\(count) steps" }

  /// The step under way: who works on it and how much of it is gathered.
  private var stepText: StyledText {
    let wanted = scenario.workload.promptsPerStep
    // Before anything was told of the queue nothing is gathered, and nothing misses.
    let isKnown = live.queue.missing > 0 || live.queue.ready > 0 || live.stepsEnded > 0
    let gathered = isKnown ? max(0, wanted - live.queue.missing) : 0
    var text = StyledText("step \(live.stepsEnded + 1)", look.text)
    let role = live.spans.last { $0.end == nil }?.role
    let name = role?.name ?? "waiting"
    text.append(
      " \(name)\(String(repeating: " ", count: max(0, 9 - name.count)))",
      role.map { Style(look.colour(Phase($0))) } ?? look.muted)
    let lit = wanted > 0 ? min(10, gathered * 10 / wanted) : 0
    text.append(" " + String(repeating: "■", count: lit), Style(look.colour(.rollout)))
    text.append(
      String(repeating: look.usesLetters ? "·" : "■", count: 10 - lit), look.track)
    text.append(" \(Figure.count(gathered, "\(wanted)".count))/\(wanted)", look.text)
    text.append(" groups", look.muted)
    return text
  }

  /// What is worked on, and which cards are shown, for where there is no room for more.
  private func briefText(_ size: Size) -> StyledText {
    let role = live.spans.last { $0.end == nil }?.role
    var text = StyledText("\(live.stepsEnded + 1) ", look.muted)
    text.append(
      role?.name ?? "waiting", role.map { Style(look.colour(Phase($0))) } ?? look.muted)
    let slots = max(1, scenario.cluster.cardsPerServer)
    let shown = plan(size: size).geometry.servers
    if zoomed == nil, shown.count < scenario.cluster.servers {
      text.append(" \(shown.lowerBound * slots)–\(shown.upperBound * slots - 1)", look.faint)
      text.append(" of \(scenario.cluster.cards)", look.faint)
    }
    return text
  }

  private var versionText: StyledText {
    let stale = live.steps.last?.meanStaleness ?? 0
    var text = StyledText("v\(live.version)", look.text)
    text.append(" stale ", look.muted)
    text.append(stale.fixed(2), look.text)
    return text
  }

  /// How fast the simulation itself runs.
  private var paceText: StyledText {
    guard let rate = clock.eventsPerSecond else { return StyledText() }
    return StyledText(Figure.compact(rate, "events/s"), look.faint)
  }

  private var writingText: StyledText {
    var text = StyledText("writing ", look.muted)
    text.append("\(Figure.compact(live.generationNow, "tok/s"))", look.text)
    text.append(" in ", look.muted)
    text.append(Figure.count(Int(live.runningNow), 5), look.text)
    text.append(" samples", look.muted)
    return text
  }
}
