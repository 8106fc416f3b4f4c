import Canvas

/// Finds the colour a terminal has for the colour a cell asks for.
public struct ColourMapper: Hashable, Sendable {
  /// A colour as a terminal counts them.
  public struct Ink: Hashable, Sendable {
    /// The number, or -1 for the terminal's default.
    public let number: Int32
    /// Whether a foreground has to be bold to come out as bright as it should.
    public let isBold: Bool
  }

  /// What the terminal has.
  public let depth: ColourDepth

  /// Makes a mapper for a terminal of a depth.
  public init(depth: ColourDepth) {
    self.depth = depth
  }

  /// Returns what comes nearest to a colour.
  public func ink(for colour: Colour) -> Ink {
    switch (colour.form, depth) {
    case (.terminalDefault, _), (.underlying, _), (_, .none): Ink(number: -1, isBold: false)
    case (.indexed(let index), _): ink(index)
    case (.rgb(let red, let green, let blue), .direct):
      Ink(number: Self.direct(RGB(red, green, blue)), isBold: false)
    case (.rgb(let red, let green, let blue), .indexed):
      Ink(number: Int32(Self.nearestIndexed(RGB(red, green, blue))), isBold: false)
    case (.rgb(let red, let green, let blue), _):
      ink(Self.nearestBase(RGB(red, green, blue)))
    }
  }

  private func ink(_ index: UInt8) -> Ink {
    switch depth {
    case .none: Ink(number: -1, isBold: false)
    case .indexed: Ink(number: Int32(index), isBold: false)
    case .direct:
      Ink(
        number: index < 8 ? Int32(index) : Self.direct(Palette.xterm[index]), isBold: false)
    case .sixteen:
      Ink(number: Int32(index < 16 ? index : Self.nearestBase(Palette.xterm[index])), isBold: false)
    case .eight:
      eight(index < 16 ? index : Self.nearestBase(Palette.xterm[index]))
    }
  }

  private func eight(_ index: UInt8) -> Ink {
    Ink(number: Int32(index & 7), isBold: index > 7)
  }

  /// Returns red, green and blue as one number.
  ///
  /// The lowest 256 numbers are a palette's on some terminals; colours there get a breath of green.
  static func direct(_ colour: RGB) -> Int32 {
    let number = Int32(colour.red) << 16 | Int32(colour.green) << 8 | Int32(colour.blue)
    return number < 256 ? number | 0x100 : number
  }

  /// Returns the nearest of the 240 colours that are the same on all terminals of 256.
  public static func nearestIndexed(_ colour: RGB) -> UInt8 {
    func level(_ value: UInt8) -> Int {
      Palette.levels.indices.min {
        abs(Int(Palette.levels[$0]) - Int(value)) < abs(Int(Palette.levels[$1]) - Int(value))
      } ?? 0
    }
    let cube = 16 + 36 * level(colour.red) + 6 * level(colour.green) + level(colour.blue)
    let mean = (Int(colour.red) + Int(colour.green) + Int(colour.blue)) / 3
    let grey = 232 + min(max((mean - 3) / 10, 0), 23)
    let candidates = [UInt8(cube), UInt8(grey)]
    return candidates.min {
      Palette.xterm[$0].distance(to: colour) < Palette.xterm[$1].distance(to: colour)
    } ?? 16
  }

  /// Returns the nearest of the first sixteen, keeping hues hues and greys greys.
  ///
  /// By distance alone a soft blue is nearest to grey, and a theme of soft colours would be all
  /// grey.
  public static func nearestBase(_ colour: RGB) -> UInt8 {
    let parts = [colour.red, colour.green, colour.blue].map(Int.init)
    let largest = parts.max() ?? 0
    let smallest = parts.min() ?? 0
    let greys: [UInt8] = [0, 8, 7, 15]
    guard largest - smallest > 40 else {
      return nearest(to: colour, among: greys)
    }
    // The hue at full strength picks the colour, its strength whether it is the bright one.
    let vivid = parts.map { UInt8(($0 - smallest) * 255 / (largest - smallest)) }
    let hue = nearest(
      to: RGB(vivid[0], vivid[1], vivid[2]), among: [9, 10, 11, 12, 13, 14],
      in: Self.pureColours)
    return largest >= 170 ? hue : hue - 8
  }

  private static func nearest(to colour: RGB, among indices: [UInt8]) -> UInt8 {
    nearest(to: colour, among: indices, in: indices.map { Palette.xterm[$0] })
  }

  private static func nearest(to colour: RGB, among indices: [UInt8], in colours: [RGB]) -> UInt8 {
    zip(indices, colours).min { $0.1.distance(to: colour) < $1.1.distance(to: colour) }?.0 ?? 0
  }

  private static let pureColours = [0xFF0000, 0x00FF00, 0xFFFF00, 0x0000FF, 0xFF00FF, 0x00FFFF]
    .map { RGB($0) }
}
