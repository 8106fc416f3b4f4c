import Canvas
import Console

extension InteractiveRun {
  /// Shows what is asked for, with all that it takes already known.
  mutating func show(_ options: FrameOptions) {
    _ = take(.resized(options.size))
    _ = take(.show(options.view.view, options.view.layout))
    let needsAdvice =
      options.view.view == .advisor || [.whatIf, .all].contains(options.view.layout)
    if needsAdvice { askForAdvice() }
    advise { false }
  }
}
