import CNcurses
import Canvas
import Glibc

/// What the environment says about characters.
enum Locale {
  /// Takes the environment's locale, and returns the glyphs that it and a terminal type can show.
  ///
  /// - Parameters:
  ///   - type: The type of the terminal.
  ///   - wanted: What the user asked for. More than ASCII needs a locale of UTF-8, and if the
  ///     environment's is another, or one of UTF-8 that is not on this machine, the C library's own
  ///     one is taken.
  /// - Returns: What may be used.
  static func take(type: String, wanted: GlyphSet?) -> GlyphSet {
    if isUTF8("") { return wanted ?? usual(type: type) }
    let named = namesUTF8(Environment.value) ? usual(type: type) : .ascii
    let wanted = wanted ?? named
    guard wanted != .ascii, isUTF8("C.UTF-8") else { return .ascii }
    return wanted
  }

  /// Whether the environment names a locale of UTF-8, be it one that this machine has or not.
  ///
  /// Who comes from afar may bring such a name along: `en_GB.UTF-8`, or `UTF-8` alone.
  static func namesUTF8(_ environment: (String) -> String?) -> Bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(environment)
    let name = names.first { !$0.isEmpty }?.lowercased() ?? ""
    let charset = name.split(separator: "@").first?.split(separator: ".").last ?? ""
    return charset == "utf-8" || charset == "utf8"
  }

  /// Returns the glyphs that a terminal's font has: the console's is small.
  static func usual(type: String) -> GlyphSet {
    type == "linux" || type.hasPrefix("linux-") ? .blocks : .unicode
  }

  /// Returns how many columns the C library, and so curses, believes a scalar takes.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    Int(cn_columns(scalar.value))
  }

  private static func isUTF8(_ locale: String) -> Bool {
    guard let name = unsafe cn_take_locale(locale) else { return false }
    return unsafe String(cString: name) == "UTF-8"
  }
}
