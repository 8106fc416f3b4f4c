/// What to write to take a terminal and to give it back.
struct ControlStrings: Hashable {
  /// Switches to a screen of its own.
  let takeScreen: [UInt8]
  /// Hides the cursor and asks for keys, mouse and marked pastes.
  let take: [UInt8]
  /// Undoes both, whatever state the terminal is in.
  let giveBack: [UInt8]

  /// Whether colours are set by the sequences of ANSI.
  let hasANSIColours: Bool

  /// Composes them from a terminal's capabilities.
  init(mouse: Bool, capability: (String) -> [UInt8]?) {
    func all(_ names: [String]) -> [UInt8] { names.flatMap { capability($0) ?? [] } }
    // Who tells the mouse in terminfo knows xterm's modes, and ignores those it does not have.
    let isModern = capability("kmous") != nil
    let pasteOn = isModern ? "\u{1B}[?2004h" : ""
    let pasteOff = isModern ? "\u{1B}[?2004l" : ""
    let mouseOn = isModern && mouse ? "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h" : ""
    let mouseOff = isModern && mouse ? "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l" : ""
    // Without a screen of its own there is one to clean up.
    let leave = capability("rmcup") == nil ? "clear" : "rmcup"
    let colour = capability("setaf").map { String(decoding: $0, as: UTF8.self) } ?? ""
    hasANSIColours = colour.hasPrefix("\u{1B}[") && colour.hasSuffix("m")
    takeScreen = all(["smcup"])
    take = all(["smkx", "civis"]) + Array((mouseOn + pasteOn).utf8)
    // The first byte ends a sequence that was cut off half-way.
    giveBack =
      [0x18] + Array((pasteOff + mouseOff).utf8) + all(["sgr0", "op", "rmkx", "cnorm", leave])
  }
}
