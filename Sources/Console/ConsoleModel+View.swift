import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws the whole console at the terminal's size.
  public func view() -> Canvas { view(size: size) }

  /// Draws the whole console.
  ///
  /// A pure function of the model and the size.
  public func view(size: Size) -> Canvas {
    var canvas = Canvas(size: size, glyphs: glyphs, background: look.background)
    let plan = plan(size: size)
    guard !plan.isNotice else {
      drawNotice(on: &canvas)
      return canvas
    }
    drawHeader(in: plan.header, on: &canvas)
    drawFigures(in: plan.figures, on: &canvas)
    drawGrid(in: plan.grid, plan.geometry, hasBorder: plan.hasGridBorder, on: &canvas)
    drawLegend(in: plan.legend, on: &canvas)
    for place in plan.panels {
      canvas.clipped(to: place.rect) { draw(place.panel, in: place.rect, on: &$0) }
    }
    canvas.clipped(to: plan.detail) { drawDetail(in: plan.detail, on: &$0) }
    canvas.clipped(to: plan.whatIf) { drawWhatIf(in: plan.whatIf, on: &$0) }
    drawHints(in: plan.hints, on: &canvas)
    if showsFrameMeter { drawFrameMeter(in: plan.figures, on: &canvas) }
    switch overlay {
    case .help(let scroll): drawHelp(scroll: scroll, on: &canvas)
    case .why(let subject, let scroll): drawWhy(subject, scroll: scroll, on: &canvas)
    case .none, .prompt: break
    }
    return canvas
  }

  /// Lays out the screen at the terminal's size, or another one.
  func plan(size: Size? = nil) -> Plan {
    Plan(
      size ?? self.size,
      Plan.Needs(
        cluster: scenario.cluster, card: card, usesLetters: look.usesLetters,
        isDetailOpen: isDetailOpen, panel: panel, zoomed: zoomed, layout: layout,
        shown: Panel.allCases.filter { !scenario.isServing || $0.isOfServing },
        empty: (advice == nil ? [.advisor] : []) + (ghost == nil ? [.compare] : [])))
  }

  /// Whether the selected card's detail is on the screen: opened, or where there is room for it anyway.
  var isDetailShown: Bool { !plan().detail.isEmpty }

  private func draw(_ panel: Panel, in rect: Rect, on canvas: inout Canvas) {
    switch panel {
    case .timeline: drawTimeline(in: rect, on: &canvas)
    case .throughput: drawThroughput(in: rect, on: &canvas)
    case .resharding: drawResharding(in: rect, on: &canvas)
    case .shares: drawShares(in: rect, on: &canvas)
    case .queue: drawQueue(in: rect, on: &canvas)
    case .rollout: drawRollout(in: rect, on: &canvas)
    case .memory: drawMemory(in: rect, on: &canvas)
    case .log: drawLog(in: rect, on: &canvas)
    case .pipeline: drawPipeline(in: rect, on: &canvas)
    case .advisor: drawAdvisor(in: rect, on: &canvas)
    case .compare: drawCompare(in: rect, on: &canvas)
    case .knobs: drawKnobs(in: rect, on: &canvas)
    // The grid has a place of its own in the plan.
    case .supernode: break
    }
  }

  /// Draws a panel's border and returns what is inside, a column of air at both sides.
  func frame(
    _ panel: Panel, in rect: Rect, note: StyledText = StyledText(),
    footer: StyledText = StyledText(), on canvas: inout Canvas
  ) -> Rect {
    var title = StyledText("\(panel.key) ", look.key)
    title.append(scenario.isServing ? panel.servingTitle : panel.title, look.title)
    return canvas.box(
      rect, title: title, note: note, footer: footer,
      style: focus == panel ? look.accent : look.border
    )
    .inset(columns: 1)
  }

  /// Draws squares that light up from the left: calmer than a bar where many stand together.
  func drawMeter(
    _ share: Double, at place: Position, width: Int, _ style: Style, on canvas: inout Canvas
  ) {
    let lit = share > 0 ? max(1, Int((min(share, 1) * Double(width)).rounded())) : 0
    for column in 0..<max(0, width) {
      canvas.put(
        column < lit ? Self.square : look.usesLetters ? Self.dot : Self.square,
        at: place.moved(columns: column), style: column < lit ? style : look.track)
    }
  }

  private static let square: Glyph = "■"
  private static let dot: Glyph = "·"

  /// Says that the screen is too small, and how large it has to be.
  private func drawNotice(on canvas: inout Canvas) {
    let least = Plan.leastSize
    let rate = live.steps.last.map { "\(Figure.compact($0.tokensPerSecond).trimmed) tok/s" }
    let lines: [(String, Style)] = [
      ("tandem", look.accent),
      ("\(canvas.size) is too small", look.text),
      ("\(least) is needed", look.text),
      ("\(clock.isPaused ? "paused" : "running") · step \(live.stepsEnded + 1)", look.muted),
      (rate ?? "", look.muted),
      ("\(KeyTable.key(for: .quit)) quits", look.faint),
    ]
    let shown = lines.prefix(canvas.size.rows)
    let top = (canvas.size.rows - shown.count) / 2
    for (row, line) in shown.enumerated() {
      canvas.write(
        line.0, at: Position(column: 0, row: top + row), style: line.1,
        width: canvas.size.columns, alignment: .centre)
    }
  }
}
