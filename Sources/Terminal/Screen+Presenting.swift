import CNcurses
import Canvas

extension Screen {
  /// Shows a frame, sending only what differs from the one before.
  ///
  /// If the terminal has not yet taken the frame before, this one is kept until it has, and a newer
  /// one takes its place: frames are left out, never queued.
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

  mutating func draw(_ frame: Canvas) {
    let start = ContinuousClock.now
    late = nil
    if pairs.isExhausted, mayStartOver {
      pairs.startOver()
      inks.removeAll(keepingCapacity: true)
      invalidate()
      mayStartOver = false
    }
    let isWhole = shown == nil
    if isWhole { cn_erase() }
    var row = -1
    var columns = 0..<0
    for run in FrameDiff(from: shown, to: frame).runs {
      if run.row == row, Self.isBridged(columns.upperBound..<run.columns.lowerBound, row, frame) {
        columns = columns.lowerBound..<run.columns.upperBound
        continue
      }
      put(columns, ofRow: row, frame)
      (row, columns) = (run.row, run.columns)
    }
    put(columns, ofRow: row, frame)
    if isWhole, !pairs.isExhausted { mayStartOver = true }
    shown = frame
    cn_refresh()
    statistics.frames += 1
    statistics.lastFrameBytes = output.collect()
    statistics.bytes += statistics.lastFrameBytes
    statistics.lastFrameTime = .now - start
    output.send()
  }

  /// Whether what lies between two changes is a few spaces, which cost less than a way around them.
  private static func isBridged(_ gap: Range<Int>, _ row: Int, _ frame: Canvas) -> Bool {
    let start = row * frame.size.columns
    return gap.count <= 4
      && frame.cells[start + gap.lowerBound..<start + gap.upperBound].allSatisfy {
        $0.glyph == .space
      }
  }

  private mutating func put(_ columns: Range<Int>, ofRow row: Int, _ frame: Canvas) {
    guard (0..<size.rows).contains(row), columns.lowerBound < size.columns else { return }
    var cells: [cn_cell] = []
    cells.reserveCapacity(columns.count)
    let start = row * frame.size.columns
    var carried: Style?
    for column in columns.clamped(to: 0..<size.columns) {
      let cell = frame.cells[start + column]
      let columns = cell.glyph.columns
      guard columns > 0 else { continue }
      // A wide glyph that the terminal is too narrow for would wrap.
      let isCut = column + columns > size.columns
      let style = carried.flatMap { Self.isCarried($0, over: cell) ? $0 : nil } ?? cell.style
      carried = style
      let ink = ink(for: style)
      cells.append(
        cn_cell(
          scalars: isCut ? (0x20, 0, 0) : cell.glyph.values, columns: isCut ? 1 : Int32(columns),
          attributes: ink.attributes, pair: ink.pair))
    }
    unsafe cells.withUnsafeBufferPointer { buffer in
      unsafe cn_put(
        Int32(row), Int32(columns.lowerBound), buffer.baseAddress, Int32(buffer.count))
    }
  }

  /// Whether a space looks the same in the style before it, which saves a change of style.
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
