import Console
import Terminal

extension Console.Key {
  /// The terminal's key as the console names it; `nil` for keys it has no use for.
  init?(_ key: Terminal.Key, _ modifiers: Modifiers) {
    switch key {
    case .character(let character):
      self = modifiers.contains(.control) ? .control(character) : .character(character)
    case .up: self = .up
    case .down: self = .down
    case .left: self = .left
    case .right: self = .right
    case .home: self = .home
    case .end: self = .end
    case .pageUp: self = .pageUp
    case .pageDown: self = .pageDown
    case .insert: return nil
    case .delete: self = .delete
    case .function(let number): self = .function(number)
    case .escape: self = .escape
    case .tab: self = .tab
    case .backTab: self = .backTab
    case .enter: self = .enter
    case .backspace: self = .backspace
    }
  }
}

extension Console.MouseEvent {
  /// The terminal's mouse event as the console names it; `nil` for those it has no use for.
  init?(_ event: Terminal.MouseEvent) {
    switch event.action {
    case .press(.left): self.init(.press, at: event.position)
    case .drag(.left): self.init(.drag, at: event.position)
    case .wheelUp: self.init(.scrollUp, at: event.position)
    case .wheelDown: self.init(.scrollDown, at: event.position)
    case .press, .release, .drag: return nil
    }
  }
}
