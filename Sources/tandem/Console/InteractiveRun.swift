import Canvas
import Console
import Exploration
import Quantities
import Session
import Simulation
import Specification
import Telemetry

/// A run that someone looks at: a timeline, its clock, and the console's model.
///
/// Knows nothing of terminals: it takes messages and lets time pass, and can be drawn.
struct InteractiveRun {
  var timeline: Timeline<ClusterState>
  var console: ConsoleModel
  private(set) var clock: ClockStatus
  /// Where a recorded run ends; `nil` for a live one.
  let end: SimTime?
  /// The way to a moment that was asked for.
  var journey: Journey?
  private var recorder: Recorder?
  /// Why the recording ended before the run did.
  private(set) var recordingFailure: String?
  private var themes: ThemeShelf
  private var meter = EventMeter()
  /// Simulated seconds that are run at a time.
  private var piece = 1.0
  /// Simulated seconds that should have passed, and were put off for the user's sake.
  private var owed = 0.0
  /// Finds out what would help most, as long as that takes.
  private var advisor: Advisor?
  var player: ScriptPlayer?
  /// What a line of the script failed by, or told.
  var scriptNotes: [String] = []
  /// Whether the script asked to leave.
  var isLeaving = false

  /// How a run is shown.
  struct Display {
    var themes: ThemeShelf
    var glyphs: GlyphSet
    /// Whether the terminal has too few colours to tell states apart.
    var usesLetters: Bool
    /// Simulated seconds a second; `nil` for what suits the run.
    var speed: Double?
    var isPaused: Bool
  }

  /// Makes a run that is about to be shown.
  init(
    _ timeline: Timeline<ClusterState>, source: ClockStatus.Source = .live, display: Display,
    recorder: Recorder? = nil, script: Script? = nil
  ) {
    self.timeline = timeline
    self.recorder = recorder
    player = script.map { ScriptPlayer($0) }
    themes = display.themes
    if case .replay(_, let end) = source { self.end = end } else { end = nil }
    // RL steps take minutes, answers seconds.
    let usual = timeline.present.live.simulation.scenario.isServing ? 1.0 : 300
    clock = ClockStatus(
      isPaused: display.isPaused, speed: display.speed ?? usual, source: source,
      recording: recorder?.path)
    console = ConsoleModel(
      scenario: timeline.present.live.simulation.scenario, theme: display.themes.current,
      glyphs: display.glyphs, usesLetters: display.usesLetters)
    refresh()
  }

  /// Whether the clock runs.
  var isRunning: Bool { !clock.isPaused && !isAtEnd }

  /// Whether there is work to do while the user does nothing.
  var isBusy: Bool { isRunning || advisor != nil || journey != nil }

  /// Whether a recorded run is at its end.
  private var isAtEnd: Bool { end.map { timeline.now >= $0 } ?? false }

  /// Draws the console.
  func view() -> Canvas { console.view(size: console.size) }

  /// Takes a message.
  ///
  /// - Returns: whether the user wants to go on.
  mutating func take(_ message: ConsoleMessage) -> Bool {
    guard let command = console.update(message) else { return true }
    return perform(command)
  }

  /// Tells the console what its last frame took.
  mutating func measure(_ meter: FrameMeter) { _ = console.update(.measured(meter)) }

  /// Takes on a theme whose file was written.
  ///
  /// - Returns: whether there is something new to be seen.
  mutating func followThemeFile() -> Bool {
    do {
      guard try themes.followFile() else { return false }
      _ = console.update(.themed(themes.current))
    } catch {
      notice("\(error)")
    }
    return true
  }

  /// Lets time pass as the clock has it, for so many seconds of the wall, or until a deadline.
  ///
  /// - Parameters:
  ///   - seconds: seconds of the wall that have passed.
  ///   - isLate: tells whether it is time to look after the user again.
  /// - Returns: whether the simulation could not keep pace with the clock.
  mutating func pass(seconds: Double, isLate: () -> Bool) -> Bool {
    if journey != nil {
      owed = 0
      travel(isLate)
      write()
      advise(isLate)
      return journey != nil || advisor != nil
    }
    guard isRunning else {
      owed = 0
      advise(isLate)
      return advisor != nil
    }
    let limit =
      clock.speed.isFinite
      ? min(end ?? .distantFuture, timeline.now + .seconds(owed + seconds * clock.speed))
      : end ?? .distantFuture
    // In pieces, so that a key is answered while a fast clock runs.
    while timeline.now < limit, !isLate(), isRunning {
      playPiece(until: limit)
      let simulation = timeline.present.live.simulation
      if simulation.isComplete || simulation.nextEventTime == nil { break }
    }
    // A clock that is late catches up, unless it is a second behind: then that is as fast as it goes.
    let late = clock.speed.isFinite ? (limit - timeline.now).seconds : 0
    owed = min(max(0, late), clock.speed)
    if isLeaving { return false }
    meter.note(events: timeline.present.live.simulation.eventCount, seconds: seconds)
    let simulation = timeline.present.live.simulation
    if isAtEnd || simulation.isComplete || simulation.stall != nil { clock.isPaused = true }
    write()
    let isBehind = isRunning && timeline.now < limit
    // Last, and at least a piece of it: neither the clock nor the advice waits for the other.
    advise(isLate)
    return isBehind || advisor != nil
  }

  /// Begins to find out what would help most.
  mutating func askForAdvice() { advisor = Advisor(timeline.present.live.simulation) }

  /// Lets go of advice that is not done.
  mutating func stopAdvising() { advisor = nil }

  /// Works on the advice, if it was asked for, until it is late or everything is known.
  mutating func advise(_ isLate: () -> Bool) {
    guard advisor != nil else { return }
    advisor?.work(isLate: isLate)
    guard let advice = advisor?.advice else { return }
    _ = console.update(.advice(advice))
    if advice.isDone { advisor = nil }
  }

  /// Tells the console how things stand.
  mutating func refresh() {
    clock.pendingKnobs = timeline.present.live.pendingKnobs
    clock.latest = timeline.isInPast ? timeline.frontier : nil
    clock.eventsPerSecond = isRunning ? meter.rate : nil
    let ghost = timeline.present.ghost.map { ghost in
      Ghost(
        title: timeline.present.ghostTitle ?? "before",
        since: timeline.present.forkTime ?? .zero, state: ghost.sink,
        comparison: timeline.present.comparison, liveKnobs: timeline.present.liveKnobs,
        ghostKnobs: timeline.present.ghostKnobs)
    }
    _ = console.update(.frame(live: timeline.present.live.sink, ghost: ghost, clock: clock))
  }

  /// Writes what is left of the recording.
  mutating func finish() {
    // The recording ends where the run does, not where the user looks.
    timeline.seekToFrontier()
    write()
    if let failure = recorder?.finish(timeline.present.live.simulation) {
      recordingFailure = failure
    }
  }

  /// Lets so much time pass at most that a key need not wait long for an answer.
  ///
  /// The next piece is longer or shorter by what this one was made of: a second of serving has a
  /// thousand times as many events as one of training.
  mutating func playPiece(until limit: SimTime, followsScript: Bool = true) {
    let before = timeline.present.live.simulation.eventCount
    let stop = min(limit, timeline.now + .seconds(piece))
    _ = followsScript ? playStep(until: stop) : timeline.runStep(until: stop)
    let after = timeline.present.live.simulation.eventCount
    let events = Double(after > before ? after - before : 0)
    let change = min(2, max(0.25, Self.eventsOfPiece / max(1, events)))
    piece = min(20, max(1e-6, piece * change))
  }

  /// A third of a millisecond's worth.
  private static let eventsOfPiece = 128.0
}

// MARK: - Commands

extension InteractiveRun {
  mutating func perform(_ command: ConsoleCommand) -> Bool {
    owed = 0
    let goal = journey?.goal
    switch command {
    case .advise, .stopAdvising, .save, .cycleTheme: break
    default: stopTravelling()
    }
    switch command {
    case .quit: return false
    case .advise: askForAdvice()
    case .stopAdvising: stopAdvising()
    case .turn(let knob): turn(knob)
    case .swapGhost: timeline.swapGhost()
    case .dropGhost: timeline.dropGhost()
    case .keepGhost:
      notice(
        timeline.keepGhost()
          ? "kept as the baseline: knobs turned from now on are compared with it"
          : "the baseline is kept already: nothing was turned since")
    case .latest: timeline.seekToFrontier()
    case .save(let request): save(request)
    case .pause(let isPaused): clock.isPaused = isPaused || goal != nil
    case .speed(let speed): clock.speed = speed
    case .step(let count):
      // A second press means the step after the one that is on its way.
      if case .step(let step)? = goal, count > 0 {
        go(toStep: step + count)
      } else {
        self.step(by: count)
      }
    case .seek(let time): go(to: time)
    case .seekStep(let step): go(toStep: step)
    case .cycleTheme:
      themes.next()
      _ = console.update(.themed(themes.current))
    }
    write()
    refresh()
    return true
  }

  private mutating func turn(_ knob: Knob) {
    let wasInPast = timeline.isInPast
    switch timeline.turn(knob) {
    case .turned:
      if wasInPast { notice("the run goes another way from here; what came after is forgotten") }
    case .unchanged: notice("\(knob) already")
    case .refused(let reason): notice(reason)
    }
  }

  private mutating func step(by count: Int) {
    let simulation = timeline.present.live.simulation
    // Back from the middle of a step leads to its start.
    let isAtStepEnd = simulation.lastStep.map { $0.end == timeline.now } ?? false
    let here = count < 0 && !isAtStepEnd && timeline.now > .zero ? 1 : 0
    go(toStep: max(0, simulation.version + count + here))
  }

  /// Writes the console to a file, and says where.
  private mutating func save(_ request: PictureRequest) {
    let size = request.size ?? console.size
    let path = request.path ?? OutputFile.freeName("tandem-\(Int(timeline.now.seconds))s", "svg")
    let frame = console.view(size: size)
    do throws(FileFailure) {
      try OutputFile.write(
        path.hasSuffix(".svg") ? frame.svg(themes.picture) : frame.text(), toFile: path)
      notice("wrote \(path), \(size)")
    } catch {
      notice("\(path): \(error)")
    }
  }

  mutating func notice(_ text: String) { _ = console.update(.notice(text)) }

  private mutating func write() {
    let entries = timeline.takeJournal()
    guard !entries.isEmpty, let failure = recorder?.write(entries) else { return }
    recorder = nil
    recordingFailure = failure
    clock.recording = nil
    notice("recording stopped: \(failure)")
  }
}
