import Canvas
import Quantities
import Specification
import Telemetry
import TestKit
import Testing

@testable import Console

@Suite struct TimeTests {
  @Test(arguments: 0..<40 as Range<UInt64>)
  func `zooming keeps the moment in its place, and panning keeps the length`(seed: UInt64) {
    var dice = Dice(state: seed)
    let end = Double.random(in: 500...50_000, using: &dice)
    let window = TimeWindow(
      start: Double.random(in: 0...end / 2, using: &dice),
      length: Double.random(in: 10...end / 3, using: &dice))
    let moment = window.start + Double.random(in: 0.2...0.8, using: &dice) * window.length
    var view = TimeView()
    view.zoom(in: true, around: moment, from: window, end: end)
    guard let inner = view.chosen else { return }
    #expect(abs(inner.length - window.length / 2) < 1e-6)
    let before = (moment - window.start) / window.length
    #expect(abs((moment - inner.start) / inner.length - before) < 1e-6)
    view.pan(by: 0.25, from: inner, end: end)
    #expect(abs((view.chosen?.length ?? 0) - inner.length) < 1e-6)
  }

  @Test func `however one zooms and pans, the window stays on the run`() {
    var model = ConsoleModel.staged(Size(columns: 160, rows: 50))
    var dice = Dice(state: 7)
    let keys: [Key] = ["w", "s", "a", "d", "v", "z"]
    for _ in 0..<3000 {
      _ = model.update(.key(keys[Int.random(in: 0..<keys.count, using: &dice)]))
      let window = model.timelinePlace.window
      #expect(window.start >= 0)
      #expect(window.length >= TimeView.shortest)
      #expect(window.start < model.latestSeconds)
    }
    _ = model.update(.key("z"))
    #expect(model.timeView.chosen == nil)
  }

  @Test func `Tab gives the arrows to the timeline, where they move one crosshair for all`() {
    var model = ConsoleModel.staged(Size(columns: 160, rows: 50))
    _ = model.update(.key(.tab))
    #expect(model.focus == .timeline)
    let card = model.card
    for _ in 0..<6 { _ = model.update(.key(.left)) }
    #expect(model.card == card)
    let moment = model.timeView.crosshair
    #expect(moment.map { $0 < model.live.now.seconds } ?? false)
    let clock = Figure.shortClock(moment ?? 0)
    // Both the timeline and the chart tell what was then.
    #expect(model.text.split(separator: "at \(clock)").count == 3)
    _ = model.update(.key(.down))
    #expect(model.lane == .reference)
    #expect(model.update(.key("t")) == .seek(.seconds(moment ?? 0)))
    _ = model.update(.key(.escape))
    #expect(model.focus == nil)
    _ = model.update(.key(.escape))
    #expect(model.timeView == TimeView())
  }

  @Test func `Tab comes round to the cards`() {
    var model = ConsoleModel.staged()
    for panel in Panel.allCases {
      _ = model.update(.key(.tab))
      #expect(model.focus == panel)
    }
    _ = model.update(.key(.tab))
    #expect(model.focus == nil)
    _ = model.update(.key(.backTab))
    #expect(model.focus == Panel.allCases.last)
  }

  @Test(arguments: [Panel.timeline, .throughput, .memory, .queue, .pipeline, .compare])
  func `a press and a drag set the crosshair, the wheel zooms around it`(panel: Panel) throws {
    var model = ConsoleModel.staged(Size(columns: 160, rows: 50))
    model.zoomed = panel
    let place = try #require(model.plan().panels.first { $0.panel == panel })
    let plot = try #require(model.timePlot(of: place))
    // A moment that is over, away from the edges.
    let latest = plot.window.column(of: model.latestSeconds, columns: plot.rect.columns)
    let spot = Position(
      column: plot.rect.column + min(latest, plot.rect.columns) * 3 / 4, row: plot.rect.row + 1)
    let expected = try #require(model.timePlot(of: place)?.moment(at: spot))
    #expect(model.update(.mouse(MouseEvent(.press, at: spot))) == nil)
    #expect(abs((model.timeView.crosshair ?? 0) - min(expected, model.latestSeconds)) < 1e-9)
    _ = model.update(.mouse(MouseEvent(.drag, at: spot.moved(columns: -8))))
    #expect((model.timeView.crosshair ?? 0) < expected)
    let length = model.timelinePlace.window.length
    _ = model.update(.mouse(MouseEvent(.scrollUp, at: spot)))
    #expect(abs(model.timelinePlace.window.length - length / 2) < 1e-6)
    // A press beside the plot still shows the panel alone.
    model.zoomed = nil
    guard let place = model.plan().panels.first(where: { $0.panel == panel }) else { return }
    let border = Position(column: place.rect.column + 3, row: place.rect.row)
    _ = model.update(.mouse(MouseEvent(.press, at: border)))
    #expect(model.zoomed == panel)
  }

  @Test func `without a crosshair there is nothing to go to`() {
    var model = ConsoleModel.staged()
    #expect(model.update(.key("t")) == nil)
    #expect(model.text.contains("no crosshair"))
  }

  @Test func `who looks at the past is told`() {
    var model = ConsoleModel.staged(Size(columns: 160, rows: 50))
    let live = model.live
    var clock = ClockStatus()
    clock.latest = live.now + .seconds(3600)
    _ = model.update(.frame(live: live, ghost: nil, clock: clock))
    #expect(model.text.contains("past of \(Figure.clock(live.now.seconds + 3600))"))
  }
}
