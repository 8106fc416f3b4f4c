import Canvas
import TestKit
import Testing

struct TextTests {
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `wrapped text fits and loses no word`(seed: UInt64) {
    var random = Dice(state: seed)
    let words = (0..<random.int(in: 0...20)).map { _ in
      ["a", "bubble", "重分片", "TP4·PP8·EP32", "e\u{301}"][random.int(in: 0...4)]
    }
    let limit = random.int(in: 2...20)
    let lines = words.joined(separator: " ").wrapped(columns: limit)
    #expect(lines.allSatisfy { $0.columns <= limit && !$0.hasSuffix(" ") })
    let letters = lines.joined().filter { $0 != " " }
    #expect(letters == words.joined())
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `a shortened line fits and ends with a whole fact`(seed: UInt64) {
    var random = Dice(state: seed)
    let facts = (0..<random.int(in: 1...6)).map { _ in
      ["card 100", "rack 4", "重分片", "e\u{301}"][random.int(in: 0...3)]
    }
    let whole = facts.joined(separator: " · ")
    var line = StyledText()
    for scalar in whole.unicodeScalars { line.append(String(scalar), Style()) }
    let room = random.int(in: 0...40)
    let text = line.shortened(to: room).spans.map(\.text).joined()
    let fitting = facts.indices.map { facts[...$0].joined(separator: " · ") }
      .last { $0.columns <= room }
    #expect(text == fitting ?? whole)
  }

  @Test func `line breaks stay and long words are cut`() {
    #expect("one two\n\nthree".wrapped(columns: 7) == ["one two", "", "three"])
    #expect("ab abcdef".wrapped(columns: 4) == ["ab", "abcd", "ef"])
    #expect("x".wrapped(columns: 0).isEmpty)
  }

  @Test func `styles are shown by letters with a legend`() {
    var canvas = Canvas(size: Size(columns: 4, rows: 2), background: .rgb(0, 0, 16))
    canvas.write("ab", at: Position(column: 1, row: 1), style: Style(.indexed(3)).bold)
    #expect(
      canvas.styleText() == """
        ....
        .aa.
        . default on #000010
        a ansi3 on #000010 bold

        """)
  }

  @Test(arguments: 1..<12)
  func `a scroll bar goes from end to end`(rows: Int) {
    for first in [0, 45, 90] {
      var canvas = Canvas(size: Size(columns: 1, rows: rows))
      canvas.scrollBar(
        showing: first..<first + 10, of: 100, in: canvas.bounds, style: Style().bold,
        track: Style())
      let lit = canvas.cells.map { $0.style.attributes == .bold }
      #expect(lit.contains(true))
      if first == 0 { #expect(lit.first == true) }
      if first == 90 { #expect(lit.last == true) }
    }
    var canvas = Canvas(size: Size(columns: 1, rows: rows))
    canvas.scrollBar(showing: 0..<9, of: 9, in: canvas.bounds, style: Style(), track: Style())
    #expect(canvas.cells.allSatisfy { $0 == .blank })
  }
}
