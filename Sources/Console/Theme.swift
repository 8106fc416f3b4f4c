import Canvas

/// How everything on screen looks: a colour and attributes for each role.
public struct Theme: Hashable, Sendable {
  /// A colour with attributes.
  public struct Ink: Hashable, Sendable {
    /// The colour.
    public let colour: Colour
    /// Bold, dim, underline, reverse.
    public let attributes: Attributes

    /// Makes an ink.
    public init(_ colour: Colour, _ attributes: Attributes = []) {
      self.colour = colour
      self.attributes = attributes
    }
  }

  /// What the theme calls itself.
  public let name: String
  /// Who made it; empty if it does not say.
  public let author: String
  /// The sixteen colours roles are made of, in base16's order.
  public let slots: [Colour]

  private let inks: [ThemeRole: Ink]

  /// Makes a theme of sixteen colours; roles that are not given take their usual slot.
  ///
  /// - Precondition: There are sixteen.
  public init(name: String, author: String = "", slots: [Colour], roles: [ThemeRole: Ink] = [:]) {
    precondition(slots.count == 16, "a base16 palette has 16 colours, not \(slots.count)")
    self.name = name
    self.author = author
    self.slots = slots
    inks = Dictionary(
      uniqueKeysWithValues: ThemeRole.allCases.map { role in
        let (slot, attributes) = role.usual
        return (role, roles[role] ?? Ink(slots[slot], attributes))
      })
  }

  /// Returns the ink of a role.
  public subscript(role: ThemeRole) -> Ink {
    // Every role has one from the making of the theme.
    inks[role] ?? Ink(.terminalDefault)
  }

  /// Returns the colour of a role.
  public func colour(_ role: ThemeRole) -> Colour { self[role].colour }

  /// Returns the style of text in a role, on whatever background is there.
  public func style(_ role: ThemeRole) -> Style {
    Style(self[role].colour, on: .underlying, self[role].attributes)
  }

  /// Returns a style as it is where something is selected.
  public func selected(_ style: Style) -> Style {
    let ink = self[.selection]
    return (ink.colour == .terminalDefault ? style : style.on(ink.colour)).adding(ink.attributes)
  }

  /// The colours from little to much.
  public var levels: Ramp { Ramp([colour(.low), colour(.middle), colour(.high)]) }

  /// Returns the colours of a chart in a role, from a shade near the background up to the full one.
  public func shades(of role: ThemeRole) -> Ramp {
    guard case .rgb(let red, let green, let blue) = colour(role).form,
      case .rgb(let red2, let green2, let blue2) = colour(.background).form
    else { return Ramp(colour(role)) }
    let full = RGB(red, green, blue)
    return Ramp([full.mixed(with: RGB(red2, green2, blue2), share: 0.5).colour, full.colour])
  }

  /// Whether some phases have the same colour, so that glyphs have to tell them apart.
  public var needsGlyphs: Bool {
    Set(ThemeRole.phases.map { colour($0) }).count < ThemeRole.phases.count
  }

  /// What a picture of a frame in this theme needs.
  public func pictureStyle(title: String = "") -> PictureStyle {
    let usual = Palette.xterm
    let palette = Palette(
      foreground: usual.foreground(colour(.text)),
      background: usual.background(colour(.background)),
      base: usual.base)
    return PictureStyle(palette: palette, title: title)
  }
}
