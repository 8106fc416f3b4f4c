/// A key, as the console knows it.
///
/// The terminal's own names are mapped to these by whoever wires the two, since neither room knows the
/// other.
public enum Key: Hashable, Sendable {
  /// A key that writes something; space is `.character(" ")`.
  case character(Character)
  /// A letter held with Control.
  case control(Character)
  /// An arrow.
  case up, down, left, right
  /// The keys around the arrows.
  case home, end, pageUp, pageDown
  /// Keys with a name.
  case enter, escape, tab, backTab, backspace, delete
  /// F1 and on.
  case function(Int)
}

extension Key: CustomStringConvertible {
  /// The key as help and hints write it.
  public var description: String {
    switch self {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .control(let character): "^\(character.uppercased())"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "⇤"
    case .backspace: "⌫"
    case .delete: "Del"
    case .function(let number): "F\(number)"
    }
  }
}

extension Key: ExpressibleByExtendedGraphemeClusterLiteral {
  /// Makes the key that writes a character.
  public init(extendedGraphemeClusterLiteral character: Character) {
    self = .character(character)
  }
}
