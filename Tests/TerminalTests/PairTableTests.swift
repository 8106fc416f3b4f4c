import Testing

@testable import Terminal

struct PairTableTests {
  @Test func `a pair is defined once and keeps its number`() {
    var table = PairTable(capacity: 10)
    var defined: [Int32] = []
    for _ in 0..<3 {
      for foreground in Int32(0)..<4 {
        let number = table.number(foreground: foreground, background: -1) { number, _, _ in
          defined.append(number)
        }
        #expect(number == foreground + 1)
      }
    }
    #expect(defined == [1, 2, 3, 4])
    #expect(table.number(foreground: -1, background: -1) { _, _, _ in } == 0)
  }

  @Test func `without room the foreground is kept, and the table says so`() {
    var table = PairTable(capacity: 4)
    let plain = table.number(foreground: 5, background: -1) { _, _, _ in }
    _ = table.number(foreground: 6, background: 1) { _, _, _ in }
    _ = table.number(foreground: 6, background: 2) { _, _, _ in }
    #expect(!table.isExhausted)
    #expect(table.number(foreground: 5, background: 3) { _, _, _ in } == plain)
    #expect(table.number(foreground: 9, background: 3) { _, _, _ in } == 0)
    #expect(table.isExhausted)
    table.startOver()
    #expect(!table.isExhausted)
    #expect(table.number(foreground: 9, background: 3) { _, _, _ in } == 1)
  }
}
