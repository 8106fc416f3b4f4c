import Canvas

/// Turns the bytes a terminal sends into keys, mouse events and pastes.
///
/// A value without a clock: what time decides, whether an escape is a key or the beginning of a
/// sequence, the caller decides by calling ``flush()`` when nothing more came for a while. Whatever
/// is not understood is swallowed whole, never taken for keys.
struct InputDecoder {
  /// Sequences of this terminal, from terminfo, that go before the usual ones.
  private let special: [(bytes: [UInt8], key: Key)]

  private var pending: [UInt8] = []
  private var pasted: [UInt8]?

  init(special: [(bytes: [UInt8], key: Key)] = []) {
    self.special = special.sorted { $0.bytes.count > $1.bytes.count }
  }

  /// Whether bytes are held back that may be the beginning of something.
  var isWaiting: Bool { !pending.isEmpty && pasted == nil }

  /// Takes bytes and returns what is complete.
  mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    pending.append(contentsOf: bytes)
    return drain(isFinal: false)
  }

  /// Gives up waiting and returns what the bytes held back mean by themselves.
  mutating func flush() -> [InputEvent] {
    pasted == nil ? drain(isFinal: true) : []
  }

  /// What the beginning of the pending bytes is.
  enum Step: Equatable {
    /// Something complete of so many bytes; no events for what is swallowed.
    case done(count: Int, events: [InputEvent] = [])
    /// Not yet complete.
    case more
    /// The start of pasted text.
    case paste(count: Int)
  }

  private mutating func drain(isFinal: Bool) -> [InputEvent] {
    var events: [InputEvent] = []
    var start = 0
    while start < pending.count {
      if pasted != nil {
        pending.removeFirst(start)
        start = 0
        guard let text = takePaste() else { return events }
        events.append(.paste(text))
        continue
      }
      switch step(pending[start...], isFinal: isFinal) {
      case .done(let count, let new):
        events += new
        start += count
      case .paste(let count):
        pasted = []
        start += count
      case .more:
        pending.removeFirst(start)
        return events
      }
    }
    pending.removeFirst(min(start, pending.count))
    return events
  }

  private func step(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> Step {
    guard let first = bytes.first else { return .more }
    if let match = special.first(where: { bytes.starts(with: $0.bytes) }) {
      return .done(count: match.bytes.count, events: [.key(match.key, [])])
    }
    if !isFinal, special.contains(where: { $0.bytes.starts(with: bytes) }) { return .more }
    if first == 0x1B {
      let step = EscapeSequence.read(bytes)
      return step == .more && isFinal ? Self.giveUp(bytes) : step
    }
    if let (key, modifiers) = KeySequences.key(control: first) {
      return .done(count: 1, events: [.key(key, modifiers)])
    }
    switch UTF8Scalar.read(bytes) {
    case .scalar(let scalar, let count):
      return .done(count: count, events: [.key(.character(Character(scalar)), [])])
    case .invalid(let count): return .done(count: count)
    case .incomplete: return isFinal ? .done(count: bytes.count) : .more
    }
  }

  /// Says what an unfinished sequence is if nothing more comes: escape, or a key with alt.
  private static func giveUp(_ bytes: ArraySlice<UInt8>) -> Step {
    guard let second = bytes.dropFirst().first else {
      return .done(count: 1, events: [.key(.escape, [])])
    }
    guard bytes.count == 2, (0x20..<0x7F).contains(second) else {
      return .done(count: bytes.count)
    }
    return .done(
      count: 2, events: [.key(.character(Character(Unicode.Scalar(second))), .alt)])
  }

  /// Takes text up to the end of a paste; without an end keeps what there is and returns `nil`.
  private mutating func takePaste() -> String? {
    let mark = Array("\u{1B}[201~".utf8)
    var end = 0
    while end + mark.count <= pending.count {
      if pending[end] == 0x1B, pending[end...].starts(with: mark) {
        let text = String(decoding: (pasted ?? []) + pending[..<end], as: UTF8.self)
        pasted = nil
        pending.removeFirst(end + mark.count)
        return text
      }
      end += 1
    }
    pasted?.append(contentsOf: pending[..<end])
    pending.removeFirst(end)
    return nil
  }
}
