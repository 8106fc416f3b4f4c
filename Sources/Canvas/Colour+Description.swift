extension Colour: CustomStringConvertible {
  /// The colour as a theme would write it: `#rrggbb`, `ansi4`, `default`.
  public var description: String {
    switch form {
    case .terminalDefault: "default"
    case .underlying: "underlying"
    case .indexed(let index): "ansi\(index)"
    case .rgb(let red, let green, let blue): "\(RGB(red, green, blue))"
    }
  }
}

extension Style: CustomStringConvertible {
  /// The style in words, such as `#ffffff on ansi4 bold`.
  public var description: String {
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
    ]
    let held = names.filter { attributes.contains($0.0) }.map { " \($0.1)" }
    return "\(foreground) on \(background)" + held.joined()
  }
}
