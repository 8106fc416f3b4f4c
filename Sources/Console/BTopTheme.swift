import Canvas

/// The lines of a theme of btop.
struct BTopTheme {
  /// Every key btop 1.4 knows (src/btop_theme.cpp).
  static let keys: [String] =
    [
      "main_bg", "main_fg", "title", "hi_fg", "selected_bg", "selected_fg", "inactive_fg",
      "graph_text", "meter_bg", "proc_misc", "cpu_box", "mem_box", "net_box", "proc_box",
      "div_line", "proc_pause_bg", "proc_follow_bg", "proc_banner_bg", "proc_banner_fg",
      "followed_bg", "followed_fg",
    ]
    + ["temp", "cpu", "free", "cached", "available", "used", "download", "upload", "process"]
    .flatMap { ["\($0)_start", "\($0)_mid", "\($0)_end"] }

  /// A key with its place, from 1.
  struct Entry {
    let key: String
    let colour: Colour?
    let line: Int
    let column: Int
  }

  private(set) var entries: [Entry] = []

  init(_ text: String, file: String) throws(ThemeError) {
    // A line feed after a carriage return makes one character of both.
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      let start = line.prefix(while: \.isWhitespace).count
      let body = line.dropFirst(start)
      guard !body.isEmpty, !body.hasPrefix("#") else { continue }
      func error(_ reason: ThemeError.Reason, _ offset: Int) -> ThemeError {
        ThemeError(reason: reason, file: file, line: number + 1, column: start + offset + 1)
      }
      guard body.hasPrefix("theme["), let end = body.firstIndex(of: "]"),
        let equals = body[end...].firstIndex(of: "=")
      else { throw error(.notABTopLine, 0) }
      let key = String(body[body.index(body.startIndex, offsetBy: 6)..<end])
      let value = body[body.index(after: equals)...]
      let place = body.distance(from: body.startIndex, to: equals) + 1
      let word = Self.unquoted(value)
      guard word.isEmpty || Self.colour(word) != nil else {
        throw error(.badBTopColour(word), place)
      }
      entries.append(
        Entry(key: key, colour: Self.colour(word), line: number + 1, column: start + 7))
    }
    guard entries.contains(where: { Self.keys.contains($0.key) }) else {
      throw ThemeError(reason: .notABTopLine, file: file, line: 1, column: 1)
    }
  }

  /// The colour of the first of some keys that has one; `nil` where none has.
  func first(_ keys: String...) -> Colour? {
    keys.lazy.compactMap { key in entries.last { $0.key == key }?.colour }.first
  }

  private static func unquoted(_ text: Substring) -> String {
    let trimmed = text.drop(while: \.isWhitespace)
    guard let quote = trimmed.first, quote == "\"" || quote == "'" else {
      return String(trimmed.prefix { !$0.isWhitespace })
    }
    return String(trimmed.dropFirst().prefix { $0 != quote })
  }

  private static func colour(_ word: String) -> Colour? {
    if word.hasPrefix("#") {
      let digits = word.dropFirst()
      guard digits.allSatisfy(\.isHexDigit), let number = UInt32(digits, radix: 16) else {
        return nil
      }
      return digits.count == 6 ? RGB(number).colour : digits.count == 2 ? grey(number) : nil
    }
    let parts = word.split(separator: " ").map { UInt8($0) }
    guard parts.count == 3, let red = parts[0], let green = parts[1], let blue = parts[2] else {
      return nil
    }
    return .rgb(red, green, blue)
  }

  private static func grey(_ level: UInt32) -> Colour { RGB(level * 0x010101).colour }
}
