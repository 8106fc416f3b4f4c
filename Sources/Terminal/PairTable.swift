/// Which pairs of colours the terminal has been told.
///
/// Curses colours cells by numbered pairs. A pair that is on screen must keep its meaning, so none
/// is ever given another one; when there are none left the table asks to start over with a new
/// screen.
struct PairTable {
  private struct Pair: Hashable {
    let foreground, background: Int32
  }

  /// How many pairs there may be, counting number 0, which is the terminal's default.
  let capacity: Int
  /// Whether a pair was asked for and could not be had since the table last started over.
  private(set) var isExhausted = false

  private var numbers: [Pair: Int32] = [:]

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Returns the number of a pair, telling `define` about a new one.
  ///
  /// Without room for a new one the foreground is given alone, if it is known, or else the default.
  mutating func number(
    foreground: Int32, background: Int32, define: (Int32, Int32, Int32) -> Void
  ) -> Int32 {
    let pair = Pair(foreground: foreground, background: background)
    if foreground == -1, background == -1 { return 0 }
    if let number = numbers[pair] { return number }
    let number = Int32(numbers.count + 1)
    guard numbers.count + 1 < capacity else {
      isExhausted = true
      return numbers[Pair(foreground: foreground, background: -1)] ?? 0
    }
    define(number, foreground, background)
    numbers[pair] = number
    return number
  }

  /// Forgets all pairs.
  mutating func startOver() {
    numbers.removeAll(keepingCapacity: true)
    isExhausted = false
  }
}
