import TestKit
import Testing

@testable import Terminal

struct StyleFilterTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func filtered(_ parts: String...) -> String {
    var filter = StyleFilter()
    return parts.map { text(filter.filter(Array($0.utf8))) }.joined()
  }

  @Test func `a background that stays is sent once`() {
    let on = "\u{1B}[38;2;1;2;3m\u{1B}[48;2;9;9;9m"
    let next = "\u{1B}[39;49m\u{1B}[38;2;4;5;6m\u{1B}[48;2;9;9;9m"
    #expect(
      filtered("\(on)a\(next)b")
        == "\u{1B}[0;38;2;1;2;3;48;2;9;9;9ma\u{1B}[38;2;4;5;6mb")
  }

  @Test func `a sequence may come in two parts`() {
    #expect(filtered("\u{1B}", "[3", "1", "mx", "\u{1B}[31my") == "\u{1B}[0;31mxy")
  }

  @Test func `what is not understood passes, and nothing is taken for known after it`() {
    #expect(
      filtered("\u{1B}[31ma\u{1B}[99mb")
        == "\u{1B}[0;31ma\u{1B}[99m\u{1B}[0;31mb")
    #expect(filtered("\u{1B}[4;7H\u{1B}[K\u{1B}7\r\n") == "\u{1B}[0m\u{1B}[4;7H\u{1B}[K\u{1B}7\r\n")
    #expect(
      filtered("\u{1B}(Ba\u{1B}(Bb\u{1B}(0c\u{1B}(Bd") == "\u{1B}[0m\u{1B}(Bab\u{1B}(0c\u{1B}(Bd")
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `every character is drawn in the style it would have had`(seed: UInt64) {
    var random = Dice(state: seed)
    var stream = ""
    let codes = [
      "0", "1", "2", "4", "7", "22", "24", "27", "31", "97", "39", "42", "105", "49", "38;5;200",
      "48;5;17", "38;2;1;2;3", "48;2;250;0;9", "39;49", "0;1;38;2;9;8;7", "",
    ]
    for _ in 0..<80 {
      switch random.int(in: 0...3) {
      case 0: stream += "x"
      case 1: stream += "\u{1B}[3;4H"
      default: stream += "\u{1B}[\(codes[random.int(in: 0...codes.count - 1)])m"
      }
    }
    stream += "x"
    var filter = StyleFilter()
    let short = filter.filter(Array(stream.utf8))
    #expect(Self.drawn(short) == Self.drawn(Array(stream.utf8)))
    #expect(short.count <= stream.utf8.count + 4)
  }

  /// The style of each character that is not part of a sequence.
  private static func drawn(_ bytes: [UInt8]) -> [SGRState] {
    var states: [SGRState] = []
    var state = SGRState()
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte == 0x1B else {
        states.append(state)
        continue
      }
      rest = rest.dropFirst()
      let body = rest.prefix { !(0x40...0x7E).contains($0) }
      rest = rest.dropFirst(body.count)
      if rest.popFirst() == UInt8(ascii: "m") { _ = state.apply(body) }
    }
    return states
  }
}
