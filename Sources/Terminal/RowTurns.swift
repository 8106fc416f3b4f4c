import Canvas

/// Which row of a frame comes first, where the terminal takes only a few at a time.
///
/// Rows take turns, from top to bottom and around again, so that all are drawn whatever changes
/// meanwhile. Every other time what changed since the last frame goes first, if that is little: so a key
/// is answered before the screen is complete.
struct RowTurns {
  private var next = 0
  private var frame: Canvas?
  private var prefersNew = false
  /// Whether what is new went first, out of turn.
  private var isAside = false

  /// The row to begin with.
  mutating func start(of frame: Canvas) -> Int {
    prefersNew.toggle()
    isAside = false
    if prefersNew, let old = self.frame, old.size == frame.size {
      let rows = (0..<frame.size.rows).filter { old[row: $0] != frame[row: $0] }
      if let first = rows.first, rows.count <= frame.size.rows / 4 {
        isAside = true
        return first
      }
    }
    return next
  }

  /// Notes that a frame was begun and what follows is left to be drawn.
  mutating func stop(before row: Int, of frame: Canvas) {
    if !isAside { next = row }
    self.frame = frame
  }

  /// Notes that nothing is left.
  mutating func finish() {
    next = 0
    frame = nil
    prefersNew = false
  }
}
