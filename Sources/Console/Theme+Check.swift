import Canvas
import Quantities
import Specification
import Yams

extension Theme {
  /// What is to be mended in a theme that can be used, a line each; nothing for a good one.
  ///
  /// Text has to stand out from what it stands on by 4.5:1 (WCAG 2.2, 1.4.3), and states of cards
  /// have to look different. Colours that the terminal chooses cannot be checked.
  public var findings: [String] {
    var findings: [String] = []
    for role in Self.readRoles {
      if let ratio = contrast(of: role, on: .background), ratio < 4.5 {
        findings.append(
          "\(role.rawValue): contrast \(ratio.fixed(1)):1 on background, below 4.5:1")
      }
    }
    if let ratio = contrast(of: .text, on: .selection), ratio < 4.5 {
      findings.append("text: contrast \(ratio.fixed(1)):1 on selection, below 4.5:1")
    }
    // A theme without hues means it.
    let hues = Set(ThemeRole.phases.map { colour($0) })
    if needsGlyphs, hues.count > 1 {
      findings.append("phases: some have the same colour, so letters tell them apart")
    }
    return findings
  }

  /// The roles that words are written in.
  static let readRoles: [ThemeRole] = [
    .text, .muted, .title, .accent, .good, .warning, .bad, .ghost,
  ]

  /// The contrast of one role's colour with another's, from 1 to 21; `nil` if the terminal chooses
  /// one of them.
  ///
  /// Relative luminance as in WCAG 2.2.
  public func contrast(of role: ThemeRole, on other: ThemeRole) -> Double? {
    guard let front = Self.luminance(colour(role)), let back = Self.luminance(colour(other)) else {
      return nil
    }
    return (max(front, back) + 0.05) / (min(front, back) + 0.05)
  }

  private static func luminance(_ colour: Colour) -> Double? {
    guard case .rgb(let red, let green, let blue) = colour.form else { return nil }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  private static func linear(_ value: UInt8) -> Double {
    let share = Double(value) / 255
    return share <= 0.04045
      ? share / 12.92 : ElementaryFunctions.power((share + 0.055) / 1.055, 2.4)
  }

  /// Returns the keys of a theme's text that mean nothing here, a line each with place and
  /// suggestion.
  ///
  /// - Parameters:
  ///   - text: A text that this theme could be read from.
  ///   - file: What the text is called; one that ends in `.theme` is btop's.
  /// - Returns: The lines; none for a text that is no theme.
  public func strayKeys(in text: String, file: String) -> [String] {
    if file.hasSuffix(".theme") {
      guard let theme = try? BTopTheme(text, file: file) else { return [] }
      return theme.entries.filter { !BTopTheme.keys.contains($0.key) }.map { entry in
        "\(file):\(entry.line):\(entry.column): "
          + Self.stray(entry.key, among: BTopTheme.keys)
      }
    }
    let reader = ThemeReader(file: file)
    guard let pairs = try? reader.mapping(of: reader.root(of: text)) else { return [] }
    let known = ["system", "name", "scheme", "author", "variant", "slug", "palette", "roles"]
    let notes = ["description", "license", "upstream", "link", "url"]
    return pairs.compactMap { pair in
      guard !(known + notes).contains(pair.key), !pair.key.hasPrefix("base") else { return nil }
      let mark = pair.keyNode.mark
      return "\(file):\(mark?.line ?? 1):\(mark?.column ?? 1): "
        + Self.stray(pair.key, among: known)
    }
  }

  private static func stray(_ key: String, among known: [String]) -> String {
    let suggestion = Suggestion.nearest(to: key, among: known).map { "; did you mean '\($0)'?" }
    return "'\(key)' means nothing here\(suggestion ?? "")"
  }
}
