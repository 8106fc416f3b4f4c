import CNcurses
import Canvas
import Glibc

extension Screen {
  /// Waits for input, a signal or a wake-up.
  ///
  /// Sleeps in the kernel meanwhile, and sends what the terminal was not ready to take. Something to
  /// read on the watched descriptor is a wake-up.
  ///
  /// - Parameter timeout: How long to wait at most; without end unless told.
  /// - Returns: What came, in order; nothing after the timeout or a wake-up.
  public mutating func waitForEvents(timeout: Duration? = nil) -> [InputEvent] {
    let clock = ContinuousClock()
    let deadline = timeout.map { clock.now + $0 }
    while true {
      var wait = deadline.map { max(.zero, $0 - clock.now) }
      if let escaped {
        let left = max(.zero, escaped + Self.escapeDelay - clock.now)
        wait = min(wait ?? left, left)
      }
      let pause = output.pause
      if pause > .zero { wait = min(wait ?? pause, pause) }
      let ready = poll(for: wait, mayWrite: !output.isIdle && pause == .zero)
      if !output.isIdle { sendLate() }
      var events: [InputEvent] = []
      var isWoken = ready.isWatchedReady
      if ready.hasSignal, takeSignals(into: &events) { isWoken = true }
      if ready.hasInput {
        takeInput(into: &events)
        escaped = decoder.isWaiting ? clock.now : nil
      } else if let start = escaped, clock.now - start >= Self.escapeDelay, !ready.isInterrupted {
        events += decoder.flush()
        escaped = nil
      }
      if !events.isEmpty || isWoken { return events }
      if let deadline, clock.now >= deadline { return [] }
    }
  }

  /// How long after an escape character the rest of its sequence may come.
  private static var escapeDelay: Duration { .milliseconds(50) }

  private struct Readiness {
    var hasInput = false
    var hasSignal = false
    var isWatchedReady = false
    var isInterrupted = false
  }

  private func poll(for wait: Duration?, mayWrite: Bool) -> Readiness {
    var places = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
      // A negative descriptor is skipped.
      pollfd(fd: mayWrite ? output.terminal : -1, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: watched, events: Int16(POLLIN), revents: 0),
    ]
    let count = unsafe Glibc.poll(&places, nfds_t(places.count), Self.milliseconds(of: wait))
    var ready = Readiness()
    guard count >= 0 else {
      ready.isInterrupted = true
      return ready
    }
    ready.hasInput = places[0].revents != 0
    ready.hasSignal = places[1].revents != 0
    ready.isWatchedReady = places[3].revents != 0
    return ready
  }

  /// Returns whole milliseconds, rounded up so as not to wake too early; -1 for no end.
  private static func milliseconds(of wait: Duration?) -> Int32 {
    guard let wait else { return -1 }
    let parts = wait.components
    let milliseconds = Double(parts.seconds) * 1e3 + Double(parts.attoseconds) / 1e15
    return Int32(min(max(milliseconds, 0).rounded(.up), 1e9))
  }

  private mutating func sendLate() {
    output.send()
    if output.isIdle, let frame = late { draw(frame) }
  }

  private mutating func takeInput(into events: inout [InputEvent]) {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(input, &bytes, bytes.count)
    if count > 0 {
      events += decoder.feed(bytes.prefix(count))
    } else if count == 0 || errno != EINTR && errno != EAGAIN {
      events.append(.quit(.hangup))
    }
  }

  /// Does what signals ask for, and says whether another thread asked to wake.
  private mutating func takeSignals(into events: inout [InputEvent]) -> Bool {
    var isWoken = false
    var isLost = false
    while case let numbers = noted(), !numbers.isEmpty {
      for number in numbers {
        if number == 0 { isWoken = true }
        guard let reason = QuitReason(signal: number) else { continue }
        cn_guard_acknowledge()
        events.append(.quit(reason))
      }
      let last = numbers.last { $0 == SIGTSTP || $0 == SIGCONT }
      if last != nil { isLost = true }
      if isOver(events) { break }
      // Behind another program there is nothing to be drawn on.
      if last == SIGTSTP { suspend() } else if last != nil, isInBackground { cn_guard_stop() }
    }
    // Who leaves needs no terminal, and might have to wait for it.
    if isOver(events) { return isWoken }
    let found = Self.size(of: output.terminal)
    if isLost { takeAgain() }
    if isLost || found != size {
      resize(to: found)
      events.append(.resize(size))
    }
    return isWoken
  }

  /// The signals that were noted since the last time, a wake-up as 0.
  private func noted() -> [Int32] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = unsafe read(signals, &bytes, bytes.count)
    return bytes.prefix(max(0, count)).map(Int32.init)
  }

  private func isOver(_ events: [InputEvent]) -> Bool {
    events.contains { if case .quit = $0 { true } else { false } }
  }

  /// Whether the terminal is another process group's.
  private var isInBackground: Bool {
    let owner = tcgetpgrp(output.terminal)
    return owner > 0 && owner != getpgrp()
  }

  private mutating func resize(to found: Size) {
    size = found
    cn_resize(Int32(size.rows), Int32(size.columns))
    late = nil
    invalidate()
  }

  /// Gives the terminal back and stops, until the shell lets the process go on.
  private mutating func suspend() {
    output.discard()
    cn_guard_restore()
    cn_guard_stop()
  }

  /// Takes the terminal after it was somebody else's.
  private mutating func takeAgain() {
    modes.apply(to: output.terminal)
    Self.arm(output.terminal, savedModes, strings)
    output.append(strings.takeScreen + strings.take)
    output.send()
  }
}
