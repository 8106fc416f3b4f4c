import Canvas
import Specification

extension Theme {
  /// Reads a theme of btop, lines of `theme[key]="colour"` (github.com/aristocratos/btop, themes).
  ///
  /// A colour is `#rrggbb`, a grey as two digits, `#gg`, or three numbers from 0 to 255; none leaves
  /// the terminal's own. Keys that a theme leaves out are taken from those it has.
  ///
  /// - Parameters:
  ///   - btop: The text.
  ///   - name: The theme's name, as its text has none.
  ///   - file: Where errors say they are; the name unless told.
  /// - Throws: ``ThemeError`` with line and column for the first thing that is wrong.
  public init(btop: String, name: String, file: String? = nil) throws(ThemeError) {
    let reader = try BTopTheme(btop, file: file ?? name)
    let back = reader.first("main_bg") ?? .terminalDefault
    let text = reader.first("main_fg") ?? .terminalDefault
    let muted = reader.first("graph_text", "inactive_fg") ?? text
    let faint = reader.first("inactive_fg", "div_line") ?? muted
    let accent = reader.first("hi_fg", "title") ?? text
    let good = reader.first("temp_start", "cpu_start") ?? accent
    let warning = reader.first("temp_mid", "cpu_mid", "used_mid") ?? accent
    let bad = reader.first("temp_end", "cpu_end") ?? accent
    let slots = [
      back, reader.first("meter_bg") ?? back,
      reader.first("selected_bg", "meter_bg", "div_line") ?? faint, faint,
      muted, text, reader.first("title") ?? text, reader.first("selected_fg") ?? text,
      bad, reader.first("used_end", "process_end") ?? warning, warning, good,
      reader.first("cached_end", "net_box") ?? accent,
      reader.first("download_end", "cpu_box") ?? accent,
      reader.first("upload_end", "proc_box") ?? accent,
      reader.first("process_start", "mem_box") ?? accent,
    ]
    let title = Ink(reader.first("title") ?? text, .bold)
    self.init(
      name: name, author: "a theme of btop", slots: slots,
      roles: [
        .background: Ink(back), .text: Ink(text), .title: title, .accent: Ink(accent),
        .muted: Ink(muted), .faint: Ink(faint), .border: Ink(reader.first("div_line") ?? faint),
        .selection: Ink(reader.first("selected_bg") ?? faint), .good: Ink(good),
        .warning: Ink(warning),
        .bad: Ink(bad), .low: Ink(good), .middle: Ink(warning), .high: Ink(bad),
      ])
  }
}
