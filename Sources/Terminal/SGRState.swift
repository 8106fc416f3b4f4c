/// What a terminal draws text with, as SGR sequences set it.
struct SGRState: Equatable {
  /// A colour, by the codes that set it.
  enum Colour: Equatable {
    case usual
    case palette(UInt8)
    case indexed(UInt8)
    case direct(UInt8, UInt8, UInt8)
  }

  private var foreground = Colour.usual
  private var background = Colour.usual
  /// A bit for each of the codes 1 to 9.
  private var attributes: UInt16 = 0

  /// Applies the parameters of a sequence; false, with nothing changed, for one that is not known.
  mutating func apply(_ text: ArraySlice<UInt8>) -> Bool {
    guard let codes = Self.numbers(text) else { return false }
    var state = self
    var rest = codes[...]
    while let code = rest.popFirst() {
      switch code {
      case 0: state = SGRState()
      case 1...9: state.attributes |= 1 << code
      case 22: state.attributes &= ~(1 << 1 | 1 << 2)
      case 23...29: state.attributes &= ~(1 << (code - 20))
      case 30...37: state.foreground = .palette(UInt8(code - 30))
      case 40...47: state.background = .palette(UInt8(code - 40))
      case 90...97: state.foreground = .palette(UInt8(code - 82))
      case 100...107: state.background = .palette(UInt8(code - 92))
      case 39: state.foreground = .usual
      case 49: state.background = .usual
      case 38, 48:
        guard let colour = Self.colour(&rest) else { return false }
        if code == 38 { state.foreground = colour } else { state.background = colour }
      default: return false
      }
    }
    self = state
    return true
  }

  /// Returns the shortest sequence that gets here from another state, or from an unknown one.
  func sequence(from old: SGRState?) -> [UInt8] {
    // From the unknown by way of the reset.
    var codes = old == nil ? ["0"] : []
    var old = old ?? SGRState()
    let dropped = old.attributes & ~attributes
    if dropped != 0 {
      // Bold and dim go together.
      if dropped & 0b110 != 0 {
        codes.append("22")
        old.attributes &= ~0b110
      }
      for code in 3...9 where dropped & 1 << code != 0 { codes.append("\(20 + code)") }
      old.attributes &= attributes
    }
    for code in 1...9 where attributes & ~old.attributes & 1 << code != 0 {
      codes.append("\(code)")
    }
    if foreground != old.foreground { codes.append(Self.code(foreground, base: 30)) }
    if background != old.background { codes.append(Self.code(background, base: 40)) }
    return codes.isEmpty ? [] : Array("\u{1B}[\(codes.joined(separator: ";"))m".utf8)
  }

  private static func code(_ colour: Colour, base: Int) -> String {
    switch colour {
    case .usual: "\(base + 9)"
    case .palette(let index): "\(index < 8 ? base + Int(index) : base + 52 + Int(index))"
    case .indexed(let index): "\(base + 8);5;\(index)"
    case .direct(let red, let green, let blue): "\(base + 8);2;\(red);\(green);\(blue)"
    }
  }

  private static func colour(_ rest: inout ArraySlice<Int>) -> Colour? {
    switch rest.popFirst() {
    case 5: return rest.popFirst().flatMap(UInt8.init(exactly:)).map { .indexed($0) }
    case 2:
      guard let red = rest.popFirst().flatMap(UInt8.init(exactly:)),
        let green = rest.popFirst().flatMap(UInt8.init(exactly:)),
        let blue = rest.popFirst().flatMap(UInt8.init(exactly:))
      else { return nil }
      return .direct(red, green, blue)
    default: return nil
    }
  }

  /// Numbers with semicolons between them; a missing one is 0.
  private static func numbers(_ text: ArraySlice<UInt8>) -> [Int]? {
    var numbers = [0]
    for byte in text {
      switch byte {
      case UInt8(ascii: ";"): numbers.append(0)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let value = numbers[numbers.count - 1] * 10 + Int(byte - 0x30)
        guard value < 10_000 else { return nil }
        numbers[numbers.count - 1] = value
      default: return nil
      }
    }
    return numbers
  }
}
