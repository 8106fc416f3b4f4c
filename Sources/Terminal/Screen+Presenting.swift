import CNcurses
import Canvas

extension Screen {
  /// Shows a frame, sending only what differs from the one before.
  ///
  /// If the terminal has not yet taken the frame before, this one is kept until it has, and a newer
  /// one takes its place: frames are left out, never queued. Of a frame of many bytes as many rows are
  /// drawn as the terminal takes, and the rest as the newest frame has them.
  public mutating func present(_ frame: Canvas) {
    // Stopped from outside, the terminal is somebody else's until it is taken again.
    guard cn_guard_is_armed() else {
      late = frame
      return
    }
    output.send()
    guard output.isIdle else {
      if late != nil { statistics.droppedFrames += 1 }
      late = frame
      return
    }
    draw(frame)
  }

  /// Forgets what is on screen, so that the next frame is drawn in full.
  ///
  /// For when another program wrote over it.
  public mutating func invalidate() {
    shown = nil
    cn_forget_screen()
  }

  /// Draws as much of a frame as the terminal takes, and keeps it for later if that is not all.
  mutating func draw(_ frame: Canvas) {
    let start = ContinuousClock.now
    late = nil
    if pairs.isExhausted, mayStartOver {
      pairs.startOver()
      inks.removeAll(keepingCapacity: true)
      invalidate()
      mayStartOver = false
    }
    let old = prepare(for: frame.size)
    let diff = FrameDiff(from: old, to: frame)
    let bytes = statistics.bytes
    if diff.cellCount <= most {
      send(diff.runs, of: frame, byInk: true)
      shown = frame
    } else {
      sendRows(diff.runs, of: frame)
    }
    statistics.lastFrameBytes = statistics.bytes - bytes
    statistics.lastFrameTime = .now - start
    guard late == nil else { return }
    rowTurns.finish()
    statistics.frames += 1
    if !pairs.isExhausted { mayStartOver = true }
  }

  /// Cells that are drawn at once: what a slow terminal shows within a second or two.
  private var most: Int { output.isPaced ? 512 : 4096 }

  /// What is on screen: nothing, if that is unknown.
  private mutating func prepare(for size: Size) -> Canvas {
    if let shown, shown.size == size { return shown }
    cn_erase()
    rowTurns.finish()
    let blank = Canvas(size: size)
    shown = blank
    return blank
  }

  /// Draws row after row as long as the terminal takes them.
  private mutating func sendRows(_ runs: [FrameDiff.Run], of frame: Canvas) {
    let first = rowTurns.start(of: frame)
    let split = runs.firstIndex { $0.row >= first } ?? 0
    var left = (runs[split...] + runs[..<split])[...]
    repeat {
      var part: [FrameDiff.Run] = []
      var cells = 0
      while let run = left.first, cells < most || run.row == part.last?.row {
        cells += run.columns.count
        part.append(left.removeFirst())
      }
      send(part, of: frame, byInk: false)
      for run in part { shown?.takeRow(run.row, from: frame) }
    } while !left.isEmpty && output.isIdle
    guard let next = left.first else { return }
    rowTurns.stop(before: next.row, of: frame)
    late = frame
  }

  /// Draws what changed, and sends it.
  private mutating func send(_ runs: [FrameDiff.Run], of frame: Canvas, byInk: Bool) {
    let strokes = strokes(runs, of: frame)
    for turn in strokes.turns(byInk: byInk) {
      for stroke in turn { strokes.put(stroke) }
      cn_refresh()
    }
    statistics.bytes += output.collect()
    output.send()
  }

  /// What has to be drawn where a frame differs from what is on screen.
  private mutating func strokes(_ runs: [FrameDiff.Run], of frame: Canvas) -> Strokes {
    var strokes = Strokes()
    var style = Style.plain
    for run in runs where run.row < size.rows {
      let base = run.row * frame.size.columns
      let columns = run.columns.clamped(to: 0..<size.columns)
      let cells = frame.cells[base + columns.lowerBound..<base + columns.upperBound]
      // Spaces at the start are drawn as what comes after them.
      guard let next = (cells.first { $0.glyph != .space } ?? cells.first)?.style else { continue }
      var start = columns.lowerBound
      if next == style, let end = strokes.end(inRow: run.row), start - end <= Self.widestBridge,
        frame.cells[base + end..<base + start].allSatisfy({ Self.isCarried(style, over: $0) })
      {
        start = end
      }
      style = next
      for column in start..<columns.upperBound {
        let cell = frame.cells[base + column]
        guard cell.glyph.columns > 0 else { continue }
        if !Self.isCarried(style, over: cell) { style = cell.style }
        strokes.add(shape(of: cell, at: column), ink: ink(for: style), row: run.row, column: column)
      }
    }
    return strokes
  }

  /// As many spaces that did not change cost less than a way around them.
  private static let widestBridge = 4

  /// What stands for a cell; a wide glyph that the terminal is too narrow for would wrap.
  private func shape(of cell: Cell, at column: Int) -> Strokes.Shape {
    let columns = cell.glyph.columns
    return column + columns > size.columns
      ? Strokes.Shape(scalars: (0x20, 0, 0), columns: 1)
      : Strokes.Shape(scalars: cell.glyph.values, columns: Int32(columns))
  }

  /// Whether a space looks the same in another style, which saves a change of style.
  private static func isCarried(_ style: Style, over cell: Cell) -> Bool {
    let seen: Attributes = [.underline, .reverse]
    return cell.glyph == .space && style.background == cell.style.background
      && style.attributes.isDisjoint(with: seen) && cell.style.attributes.isDisjoint(with: seen)
  }

  private mutating func ink(for style: Style) -> CellInk {
    if let known = inks[style] { return known }
    let (front, back) = mapper.inks(for: style)
    var attributes: UInt32 = front.isBold ? cn_bold : 0
    if style.attributes.contains(.bold) { attributes |= cn_bold }
    if style.attributes.contains(.dim) { attributes |= cn_dim }
    if style.attributes.contains(.underline) { attributes |= cn_underline }
    if style.attributes.contains(.reverse) { attributes |= cn_reverse }
    let colours = colours
    let pair = pairs.number(foreground: front.number, background: back.number) {
      colours.define($0, foreground: $1, background: $2)
    }
    let ink = CellInk(attributes: attributes, pair: pair)
    // What had to do without its pair may have it after a new start.
    if !pairs.isExhausted { inks[style] = ink }
    return ink
  }
}

extension Glyph {
  /// The scalars as numbers, 0 for none.
  fileprivate var values: (UInt32, UInt32, UInt32) {
    let scalars = scalars
    return (
      scalars.first?.value ?? 0x20, scalars.count > 1 ? scalars[1].value : 0,
      scalars.count > 2 ? scalars[2].value : 0
    )
  }
}
