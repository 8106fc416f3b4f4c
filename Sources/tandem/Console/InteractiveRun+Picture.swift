import Canvas
import Console

extension InteractiveRun {
  /// Shows what is asked for, at a size, with all that it takes already known.
  mutating func show(_ options: ViewOptions, size: Size?) {
    _ = take(.resized(size ?? Size(columns: 160, rows: 50)))
    _ = take(.show(options.view, options.layout))
    let needsAdvice = options.view == .advisor || [.whatIf, .all].contains(options.layout)
    if needsAdvice { askForAdvice() }
    advise { false }
  }
}
