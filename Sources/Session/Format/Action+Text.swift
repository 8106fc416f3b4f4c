import Exploration
import Specification

extension Input.Action {
  /// The action as session files write it: a knob's text, `swap-ghost`, `drop-ghost` or
  /// `keep-ghost`.
  public var text: String {
    switch self {
    case .turn(let knob): knob.text
    case .swapGhost: "swap-ghost"
    case .dropGhost: "drop-ghost"
    case .keepGhost: "keep-ghost"
    }
  }

  /// Reads an action, as `text` writes it.
  ///
  /// - Throws: what is wrong with it as a knob.
  public init(text: String) throws(KnobTextError) {
    switch text {
    case Self.swapGhost.text: self = .swapGhost
    case Self.dropGhost.text: self = .dropGhost
    case Self.keepGhost.text: self = .keepGhost
    default: self = .turn(try Knob(text: text))
    }
  }
}
