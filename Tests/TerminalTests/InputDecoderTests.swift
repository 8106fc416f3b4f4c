import Canvas
import TestKit
import Testing

@testable import Terminal

struct InputDecoderTests {
  /// What terminals send, and what it means.
  static let sequences: [(String, [InputEvent])] = [
    ("q", [.key(.character("q"), [])]),
    ("Q:/", [.key(.character("Q"), []), .key(.character(":"), []), .key(.character("/"), [])]),
    ("é日🚀", ["é", "日", "🚀"].map { .key(.character($0), []) }),
    ("\r", [.key(.enter, [])]), ("\n", [.key(.enter, [])]), ("\t", [.key(.tab, [])]),
    ("\u{7F}", [.key(.backspace, [])]), ("\u{8}", [.key(.backspace, [])]),
    ("\u{0}", [.key(.character(" "), .control)]), ("\u{3}", [.key(.character("c"), .control)]),
    ("\u{1C}", [.key(.character("\\"), .control)]),
    ("\u{1B}[A", [.key(.up, [])]), ("\u{1B}OB", [.key(.down, [])]),
    ("\u{1B}[1;5C", [.key(.right, .control)]), ("\u{1B}[1;2D", [.key(.left, .shift)]),
    ("\u{1B}[1;4A", [.key(.up, [.shift, .alt])]), ("\u{1B}[a", [.key(.up, .shift)]),
    ("\u{1B}Od", [.key(.left, .control)]), ("\u{1B}[H", [.key(.home, [])]),
    ("\u{1B}OF", [.key(.end, [])]), ("\u{1B}[1~", [.key(.home, [])]),
    ("\u{1B}[8~", [.key(.end, [])]), ("\u{1B}[5~", [.key(.pageUp, [])]),
    ("\u{1B}[6;5~", [.key(.pageDown, .control)]), ("\u{1B}[2~", [.key(.insert, [])]),
    ("\u{1B}[3~", [.key(.delete, [])]), ("\u{1B}[Z", [.key(.backTab, [])]),
    ("\u{1B}OP", [.key(.function(1), [])]), ("\u{1B}[[E", [.key(.function(5), [])]),
    ("\u{1B}[15~", [.key(.function(5), [])]), ("\u{1B}[17~", [.key(.function(6), [])]),
    ("\u{1B}[24;2~", [.key(.function(12), .shift)]), ("\u{1B}OM", [.key(.enter, [])]),
    ("\u{1B}Op", [.key(.character("0"), [])]), ("\u{1B}Ok", [.key(.character("+"), [])]),
    ("\u{1B}x", [.key(.character("x"), .alt)]), ("\u{1B}\r", [.key(.enter, .alt)]),
    ("\u{1B}é", [.key(.character("é"), .alt)]),
    ("\u{1B}\u{1B}[B", [.key(.escape, []), .key(.down, [])]),
    ("\u{1B}[97;5u", [.key(.character("a"), .control)]), ("\u{1B}[27u", [.key(.escape, [])]),
    ("\u{1B}[9;2u", [.key(.backTab, [])]),
    ("\u{1B}[27;5;13~", [.key(.enter, .control)]),
    ("\u{1B}[<0;10;5M", [.mouse(MouseEvent(.press(.left), at: Position(column: 9, row: 4)))]),
    ("\u{1B}[<2;1;1m", [.mouse(MouseEvent(.release(.right), at: Position(column: 0, row: 0)))]),
    (
      "\u{1B}[<32;300;80M",
      [.mouse(MouseEvent(.drag(.left), at: Position(column: 299, row: 79)))]
    ),
    (
      "\u{1B}[<80;3;4M",
      [.mouse(MouseEvent(.wheelUp, at: Position(column: 2, row: 3), modifiers: .control))]
    ),
    ("\u{1B}[<65;3;4M", [.mouse(MouseEvent(.wheelDown, at: Position(column: 2, row: 3)))]),
    ("\u{1B}[M !!", [.mouse(MouseEvent(.press(.left), at: Position(column: 0, row: 0)))]),
    ("\u{1B}[M#\"!", [.mouse(MouseEvent(.release(nil), at: Position(column: 1, row: 0)))]),
    ("\u{1B}[200~q\n\u{1B}[Aü\u{1B}[201~x", [.paste("q\n\u{1B}[Aü"), .key(.character("x"), [])]),
  ]

  /// What nobody asked for: answers, focus, motion, nonsense.
  static let noise = [
    "\u{1B}[?1;2c", "\u{1B}[24;80R", "\u{1B}[I", "\u{1B}[O", "\u{1B}[99~", "\u{1B}[<35;4;4M",
    "\u{1B}[<66;4;4M", "\u{1B}[<0;0;0M", "\u{1B}[;;;;;;X", "\u{1B}]11;rgb:0/0/0\u{7}",
    "\u{1B}P1$r0m\u{1B}\\", "\u{1B}_G\u{1B}\\", "\u{1B}[>0;1$y", "\u{1B}Oz",
    "\u{1B}[999999999999999999;9A\u{1B}[0n",
  ]

  @Test func `sequences are decoded, however they are cut into pieces`() {
    for (text, expected) in Self.sequences {
      let bytes = Array(text.utf8)
      for cut in 0...bytes.count {
        var decoder = InputDecoder()
        let events =
          decoder.feed(bytes[..<cut]) + decoder.feed(bytes[cut...]) + decoder.flush()
        #expect(events == expected, "\(text.debugDescription) cut at \(cut)")
        #expect(!decoder.isWaiting)
      }
      var decoder = InputDecoder()
      let single = bytes.flatMap { decoder.feed([$0]) } + decoder.flush()
      #expect(single == expected, "\(text.debugDescription) byte by byte")
    }
  }

  @Test func `what is not understood is swallowed whole`() {
    for text in Self.noise.dropLast() {
      var decoder = InputDecoder()
      #expect(decoder.feed(Array((text + "q").utf8)).last == .key(.character("q"), []), "\(text)")
      var alone = InputDecoder()
      #expect(alone.feed(Array(text.utf8)).isEmpty, "\(text.debugDescription)")
    }
  }

  @Test func `an escape is a key when nothing follows it`() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.isWaiting)
    #expect(decoder.flush() == [.key(.escape, [])])
    #expect(!decoder.isWaiting)
    #expect(decoder.feed([0x1B, 0x5B]).isEmpty)
    #expect(decoder.flush() == [.key(.character("["), .alt)])
    #expect(decoder.feed(Array("\u{1B}[1;".utf8)).isEmpty)
    #expect(decoder.flush().isEmpty)
    #expect(!decoder.isWaiting)
  }

  @Test func `a terminal's own sequences go first`() {
    var decoder = InputDecoder(special: [(Array("\u{1B}[A".utf8), .home), ([0x1B, 0x7E], .end)])
    #expect(decoder.feed(Array("\u{1B}[A".utf8)) == [.key(.home, [])])
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.feed([0x7E]) == [.key(.end, [])])
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `no bytes upset the decoder, and it always comes back`(seed: UInt64) {
    var random = Dice(state: seed)
    var decoder = InputDecoder(special: [(Array("\u{1B}[[A".utf8), .home)])
    let bytes = (0..<200).map { _ in
      random.int(in: 0...3) == 0
        ? Array("\u{1B}[O;<M~0199P]\u{7}".utf8)[random.int(in: 0...13)]
        : UInt8(random.int(in: 0...255))
    }
    _ = decoder.feed(bytes)
    _ = decoder.flush()
    // Ends whatever may still be open: a string, a paste, a sequence.
    _ = decoder.feed(Array("\u{7}\u{1B}[201~".utf8))
    _ = decoder.flush()
    #expect(decoder.feed([UInt8(ascii: "q")]) == [.key(.character("q"), [])])
  }
}
