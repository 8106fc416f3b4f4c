import TestKit
import Testing

@testable import Terminal

struct TerminfoEntryTests {
  /// The entries a machine with curses has; those it lacks are passed over.
  private static let types = [
    "xterm-256color", "tmux-256color", "screen-256color", "linux", "vt100",
  ]

  private func read(_ type: String) -> [UInt8]? {
    TerminfoFile.read(type: type, environment: { _ in nil })
  }

  @Test func `an entry that is written reads the same`() throws {
    for type in Self.types {
      guard let bytes = read(type) else { continue }
      let entry = try #require(TerminfoEntry(bytes), "\(type)")
      #expect(TerminfoEntry(entry.bytes) == entry, "\(type)")
    }
    #expect(read("xterm-256color") != nil)
  }

  @Test func `only a terminal of 256 colours has a direct variant`() throws {
    let wide = try #require(read("xterm-256color").flatMap { TerminfoEntry($0) })
    let direct = try #require(wide.direct(resetsWithSGR: true))
    #expect(direct.bytes.contains(sequence: "38;2;%p1%{65536}"))
    #expect(direct.bytes.contains(sequence: "RGB"))
    let narrow = try #require(read("linux").flatMap { TerminfoEntry($0) })
    #expect(narrow.direct(resetsWithSGR: true) == nil)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `no file upsets the reader`(seed: UInt64) throws {
    var random = Dice(state: seed)
    var bytes = try #require(read("xterm-256color"))
    bytes.removeLast(random.int(in: 0...bytes.count))
    for _ in 0..<5 where !bytes.isEmpty {
      bytes[random.int(in: 0...min(40, bytes.count - 1))] = UInt8(random.int(in: 0...255))
    }
    if let entry = TerminfoEntry(bytes) {
      _ = entry.direct(resetsWithSGR: false)?.bytes
    }
  }

  @Test func `a better type is tried only where the environment speaks for it`() {
    func names(_ type: String, _ environment: [String: String]) -> [String] {
      TerminalType.candidates(type: type, environment: { environment[$0] }, read: read)
        .map { $0.name + ($0.entry == nil ? "" : "*") }
    }
    let colour = ["COLORTERM": "truecolor"]
    #expect(
      names("xterm-256color", colour) == ["xterm-direct", "xterm-256color*", "xterm-256color"])
    #expect(names("xterm-256color", [:]) == ["xterm-256color"])
    #expect(names("linux", ["COLORTERM": "24bit"]) == ["linux"])
    #expect(names("screen-256color", colour) == ["screen-256color"])
    #expect(
      names("screen-256color", colour.merging(["TMUX": "x"]) { $1 }).contains("screen-256color*"))
    // What this machine may not know by name it knows by kind.
    #expect(names("xterm-kitty", [:]) == ["xterm-kitty", "xterm-256color"])
    #expect(names("foot", colour) == ["foot", "xterm-direct", "xterm-256color*", "xterm-256color"])
    #expect(names("xterm-16color", [:]) == ["xterm-16color"])
  }
}

extension [UInt8] {
  fileprivate func contains(sequence text: String) -> Bool {
    let bytes = Array(text.utf8)
    return indices.contains { self[$0...].starts(with: bytes) }
  }
}
