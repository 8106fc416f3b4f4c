import CNcurses
import Canvas

extension Screen {
  /// Shows a frame, sending only what differs from the one before.
  ///
  /// If the terminal has not yet taken the frame before, this one is kept until it has, and a newer
  /// one takes its place: frames are left out, never queued.
  public mutating func present(_ frame: Canvas) {
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
    late = nil
    if pairs.isExhausted, mayStartOver {
      pairs.startOver()
      inks.removeAll(keepingCapacity: true)
      invalidate()
      mayStartOver = false
    }
    let isWhole = shown == nil
    if isWhole { cn_erase() }
    for run in FrameDiff(from: shown, to: frame).runs {
      put(run, of: frame)
    }
    if isWhole, !pairs.isExhausted { mayStartOver = true }
    shown = frame
    cn_refresh()
    statistics.frames += 1
    statistics.lastFrameBytes = output.collect()
    statistics.bytes += statistics.lastFrameBytes
    output.send()
  }

  private mutating func put(_ run: FrameDiff.Run, of frame: Canvas) {
    guard run.row < size.rows, run.columns.lowerBound < size.columns else { return }
    var cells: [cn_cell] = []
    cells.reserveCapacity(run.columns.count)
    let start = run.row * frame.size.columns
    for column in run.columns.clamped(to: 0..<size.columns) {
      let cell = frame.cells[start + column]
      let columns = cell.glyph.columns
      guard columns > 0 else { continue }
      // A wide glyph that the terminal is too narrow for would wrap.
      let isCut = column + columns > size.columns
      let ink = ink(for: cell.style)
      cells.append(
        cn_cell(
          scalars: isCut ? (0x20, 0, 0) : cell.glyph.values, columns: isCut ? 1 : Int32(columns),
          attributes: ink.attributes, pair: ink.pair))
    }
    unsafe cells.withUnsafeBufferPointer { buffer in
      unsafe cn_put(
        Int32(run.row), Int32(run.columns.lowerBound), buffer.baseAddress, Int32(buffer.count))
    }
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
