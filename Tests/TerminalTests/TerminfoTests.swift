import Testing

@testable import Terminal

struct TerminfoTests {
  @Test func `pauses are left out of strings`() {
    let string = Array("\u{1B}[?5h$<100/>\u{1B}[?5l$5$<x".utf8)
    #expect(Terminfo.withoutPadding(string) == Array("\u{1B}[?5h\u{1B}[?5l$5$<x".utf8))
  }

  @Test func `what is asked for is taken back`() {
    let all = ControlStrings(mouse: true) { name in Array("<\(name)>".utf8) }
    let take = String(decoding: all.takeScreen + all.take, as: UTF8.self)
    let giveBack = String(decoding: all.giveBack, as: UTF8.self)
    for mode in ["1000", "1002", "1006", "2004"] {
      #expect(take.contains("\u{1B}[?\(mode)h"))
      #expect(giveBack.contains("\u{1B}[?\(mode)l"))
    }
    #expect(take.hasPrefix("<smcup><smkx><civis>"))
    #expect(giveBack.hasSuffix("<sgr0><op><rmkx><cnorm><rmcup>"))
    let plain = ControlStrings(mouse: true) { $0 == "rmcup" ? [1] : nil }
    #expect(plain.giveBack == [0x18, 1])
    #expect(plain.take.isEmpty)
    let console = ControlStrings(mouse: true) { $0 == "clear" ? [2] : nil }
    #expect(console.giveBack == [0x18, 2])
  }

  @Test func `a number of colours amounts to a depth`() {
    #expect(ColourSupport.depth(colours: 1 << 24, isDirect: true) == .direct)
    #expect(ColourSupport.depth(colours: 256, isDirect: true) == .indexed)
    #expect(ColourSupport.depth(colours: 256, isDirect: false) == .indexed)
    #expect(ColourSupport.depth(colours: 88, isDirect: false) == .sixteen)
    #expect(ColourSupport.depth(colours: 8, isDirect: false) == .eight)
    #expect(ColourSupport.depth(colours: 0, isDirect: false) == .none)
  }

  @Test func `errors say how to mend them`() {
    #expect("\(TerminalError.unknownType("vt9"))".contains("'vt9'"))
    #expect("\(TerminalError.noType)".contains("TERM="))
    #expect("\(TerminalError.refused(what: "x", code: 2))" == "x failed: No such file or directory")
  }
}
