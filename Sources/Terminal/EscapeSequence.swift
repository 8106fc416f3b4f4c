import Canvas

/// Reads what begins with an escape character.
enum EscapeSequence {
  typealias Step = InputDecoder.Step

  /// Reads one sequence.
  ///
  /// - Precondition: The first byte is an escape character.
  static func read(_ bytes: ArraySlice<UInt8>) -> Step {
    let rest = bytes.dropFirst()
    guard let second = rest.first else { return .more }
    switch second {
    case UInt8(ascii: "["): return readControl(bytes, parameters: rest.dropFirst())
    case UInt8(ascii: "O"): return readApplication(rest.dropFirst())
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      return readString(bytes)
    case 0x1B:
      // The first one is a key; what follows is read by itself.
      return .done(count: 1, events: [.key(.escape, [])])
    default:
      if let (key, modifiers) = KeySequences.key(control: second) {
        return .done(count: 2, events: [.key(key, modifiers.union(.alt))])
      }
      switch UTF8Scalar.read(rest) {
      case .scalar(let scalar, let count):
        return .done(count: count + 1, events: [.key(.character(Character(scalar)), .alt)])
      case .invalid(let count): return .done(count: count + 1)
      case .incomplete: return .more
      }
    }
  }

  /// `ESC O x`, where x may be preceded by the number of modifiers.
  private static func readApplication(_ bytes: ArraySlice<UInt8>) -> Step {
    let digits = bytes.prefix { (0x30...0x3B).contains($0) }
    guard digits.count < 8 else { return .done(count: 2 + digits.count) }
    guard let final = bytes.dropFirst(digits.count).first else { return .more }
    let count = 3 + digits.count
    guard let (key, own) = KeySequences.key(application: final) else {
      // An escape begins something else; anything else belongs to what is not understood.
      return .done(count: final == 0x1B ? count - 1 : count)
    }
    let held = modifiers(of: numbers(digits).last ?? 0)
    return .done(count: count, events: [.key(key, own.union(held))])
  }

  /// `ESC [ parameters final`.
  private static func readControl(_ whole: ArraySlice<UInt8>, parameters: ArraySlice<UInt8>) -> Step
  {
    // The Linux console's first five function keys: ESC [ [ A.
    if parameters.first == UInt8(ascii: "[") {
      guard let letter = parameters.dropFirst().first else { return .more }
      let number = Int(letter) - 0x40
      let isKey = (1...5).contains(number)
      return .done(count: 4, events: isKey ? [.key(.function(number), [])] : [])
    }
    guard let end = parameters.firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
      // Nothing that is understood is as long: swallow it in parts.
      return parameters.count > 64 ? .done(count: whole.count) : .more
    }
    let final = parameters[end]
    let count = end - whole.startIndex + 1
    guard (0x40...0x7E).contains(final) else {
      return .done(count: final == 0x1B ? count - 1 : count)
    }
    let body = parameters[..<end]
    if body.first == UInt8(ascii: "<") {
      return .done(count: count, events: mouse(body.dropFirst(), final: final))
    }
    if final == UInt8(ascii: "M"), body.isEmpty { return readOldMouse(whole) }
    if final == UInt8(ascii: "~"), body.elementsEqual("200".utf8) { return .paste(count: count) }
    return .done(count: count, events: key(body, final: final))
  }

  private static func key(_ body: ArraySlice<UInt8>, final: UInt8) -> [InputEvent] {
    guard body.allSatisfy({ (0x30...0x3B).contains($0) }) else { return [] }
    let numbers = numbers(body)
    let held = modifiers(of: numbers.count > 1 ? numbers[1] : 0)
    switch final {
    case UInt8(ascii: "~"):
      // xterm's way to tell a character with modifiers: ESC [ 27 ; modifiers ; character ~.
      if numbers.count == 3, numbers[0] == 27 { return character(numbers[2], held) }
      return KeySequences.key(number: numbers.first ?? 0).map { [.key($0, held)] } ?? []
    case UInt8(ascii: "u"): return character(numbers.first ?? 0, held)
    case UInt8(ascii: "^"):
      return KeySequences.key(number: numbers.first ?? 0).map { [.key($0, .control)] } ?? []
    default:
      guard let (key, own) = KeySequences.key(final: final) else { return [] }
      // The answer to a question for the cursor's place ends in R, too, with two numbers.
      if key == .function(3), numbers.count > 1, numbers[0] != 1 { return [] }
      return [.key(key, own.union(held))]
    }
  }

  private static func character(_ code: Int, _ held: Modifiers) -> [InputEvent] {
    if let byte = UInt8(exactly: code), let (key, own) = KeySequences.key(control: byte) {
      let isBackTab = key == .tab && held.contains(.shift)
      return [.key(isBackTab ? .backTab : key, isBackTab ? [] : own.union(held))]
    }
    guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else { return [] }
    return [.key(.character(Character(scalar)), held.subtracting(.shift))]
  }

  private static func mouse(_ body: ArraySlice<UInt8>, final: UInt8) -> [InputEvent] {
    let numbers = numbers(body)
    let isRelease = final == UInt8(ascii: "m")
    guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0,
      isRelease || final == UInt8(ascii: "M"),
      let event = MouseEvent(
        code: numbers[0], isRelease: isRelease,
        at: Position(column: numbers[1] - 1, row: numbers[2] - 1))
    else { return [] }
    return [.mouse(event)]
  }

  /// `ESC [ M` and three bytes: the protocol of terminals that do not know the newer one.
  private static func readOldMouse(_ bytes: ArraySlice<UInt8>) -> Step {
    let body = Array(bytes.dropFirst(3).prefix(3))
    guard body.count == 3 else { return .more }
    guard body.allSatisfy({ $0 >= 32 }), body[1] > 32, body[2] > 32,
      let event = MouseEvent(
        code: Int(body[0]) - 32, isRelease: false,
        at: Position(column: Int(body[1]) - 33, row: Int(body[2]) - 33))
    else { return .done(count: 6) }
    return .done(count: 6, events: [.mouse(event)])
  }

  /// A terminal's answer to a question: swallowed up to its end.
  private static func readString(_ bytes: ArraySlice<UInt8>) -> Step {
    for index in bytes.indices.dropFirst(2) {
      switch bytes[index] {
      case 0x07, 0x18, 0x1A: return .done(count: index - bytes.startIndex + 1)
      case 0x1B:
        guard index + 1 < bytes.endIndex else { return .more }
        let isEnd = bytes[index + 1] == UInt8(ascii: "\\")
        return .done(count: index - bytes.startIndex + (isEnd ? 2 : 0))
      default: continue
      }
    }
    return bytes.count > 4096 ? .done(count: bytes.count) : .more
  }

  /// Numbers between semicolons; what is missing is 0, and none is larger than a terminal needs.
  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
    guard !bytes.isEmpty else { return [] }
    return bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { digits in
        digits.prefix { (0x30...0x39).contains($0) }
          .reduce(0) { min($0 * 10 + Int($1) - 0x30, 1 << 24) }
      }
  }

  private static func modifiers(of number: Int) -> Modifiers {
    number > 0 ? Modifiers(rawValue: UInt8(truncatingIfNeeded: number - 1) & 7) : []
  }
}
