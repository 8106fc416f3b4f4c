/// Takes out of a stream what sets a style that is set already.
///
/// Curses sends foreground and background with every change of either, and the defaults before them:
/// most bytes of a frame. Sequences of SGR (ECMA-48, 8.3.117) that follow each other are put together
/// here, and only what differs from what the terminal has is sent. Before everything else in the
/// stream the terminal is in the state that curses meant, so nothing looks different.
struct StyleFilter {
  private enum Ground {
    case text, escape, sequence, charset
  }

  /// What the terminal has; `nil` if that is not known.
  private var shown: SGRState?
  /// What it should have.
  private var wanted = SGRState()
  private var ground = Ground.text
  /// A sequence that has begun.
  private var held: [UInt8] = []
  private var isASCII = false

  /// Returns what to send in place of some bytes; a sequence may go on in the bytes that come next.
  mutating func filter(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    for byte in bytes { take(byte, &output) }
    return output
  }

  /// Forgets what the terminal has, as when somebody else wrote to it.
  mutating func forget() {
    shown = nil
    isASCII = false
  }

  private mutating func take(_ byte: UInt8, _ output: inout [UInt8]) {
    switch ground {
    case .text:
      if byte == 0x1B {
        held = [byte]
        ground = .escape
      } else {
        settle(&output)
        output.append(byte)
      }
    case .escape:
      held.append(byte)
      switch byte {
      case UInt8(ascii: "["): ground = .sequence
      case UInt8(ascii: "("): ground = .charset
      default: pass(&output)
      }
    case .charset:
      held.append(byte)
      let isKnown = isASCII && byte == UInt8(ascii: "B")
      isASCII = byte == UInt8(ascii: "B")
      if isKnown { ground = .text } else { pass(&output) }
    case .sequence:
      held.append(byte)
      guard (0x40...0x7E).contains(byte) else { return }
      if byte == UInt8(ascii: "m"), wanted.apply(held.dropFirst(2).dropLast()) {
        ground = .text
      } else {
        pass(&output)
        // What is not understood may have changed anything.
        if byte == UInt8(ascii: "m") { shown = nil }
      }
    }
  }

  /// Sends what is held as it is.
  private mutating func pass(_ output: inout [UInt8]) {
    settle(&output)
    output += held
    ground = .text
  }

  /// Gives the terminal the style it should have.
  private mutating func settle(_ output: inout [UInt8]) {
    guard shown != wanted else { return }
    output += wanted.sequence(from: shown)
    shown = wanted
  }
}
