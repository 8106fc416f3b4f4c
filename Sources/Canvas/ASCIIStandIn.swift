/// The ASCII character that stands for a glyph where there is nothing better.
enum ASCIIStandIn {
  /// Returns a printable ASCII character.
  static func character(for scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0x20..<0x7F: UInt8(scalar)
    case 0x2500..<0x2580: line(scalar)
    case 0x2580..<0x25A0: block(scalar)
    case 0x2800: UInt8(ascii: " ")
    case 0x2801...0x28FF: UInt8(ascii: scalar & 0x36 == 0 ? "." : ":")
    default: table[scalar] ?? UInt8(ascii: "?")
    }
  }

  /// Box drawing: straight lines, diagonals, and a plus for every corner and crossing.
  private static func line(_ scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D, 0x2574, 0x2576, 0x2578,
      0x257A, 0x257C, 0x257E:
      UInt8(ascii: "-")
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551, 0x2575, 0x2577,
      0x2579, 0x257B, 0x257D, 0x257F:
      UInt8(ascii: "|")
    case 0x2550: UInt8(ascii: "=")
    case 0x2571: UInt8(ascii: "/")
    case 0x2572: UInt8(ascii: "\\")
    case 0x2573: UInt8(ascii: "X")
    default: UInt8(ascii: "+")
    }
  }

  /// Blocks and shades, by how much of the cell they fill.
  private static func block(_ scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0x2580: UInt8(ascii: "\"")
    case 0x2581...0x2582: UInt8(ascii: "_")
    case 0x2583...0x2585: UInt8(ascii: "=")
    case 0x258C...0x258F, 0x2590, 0x2595: UInt8(ascii: "|")
    case 0x2591: UInt8(ascii: ".")
    case 0x2592: UInt8(ascii: ":")
    case 0x2594: UInt8(ascii: "\"")
    default: UInt8(ascii: "#")
    }
  }

  private static let table: [UInt32: UInt8] = {
    let pairs: [(String, String)] = [
      ("·•‧∙⋅", "."), ("●◉⬤■◼▪★✱∗", "*"), ("○◌◯□◻▫☆", "o"), ("◐◑◒◓", "@"),
      ("←◀◂◄‹«⏴", "<"), ("→▶▸►›»⏵⇒", ">"), ("↑▲▴△⇧⏶", "^"), ("↓▼▾▽⇩⏷", "v"), ("↔⇄⇆", "="),
      ("…", "~"), ("–—−‐‑‒", "-"), ("×✕✖✗✘", "x"), ("÷", "/"), ("±", "+"), ("≈∼", "~"),
      ("≤", "<"), ("≥", ">"), ("≠", "#"), ("“”„‟", "\""), ("‘’‚", "'"), ("✓✔", "v"), ("µμ", "u"),
      ("⏸", "|"), ("⏎↵", "<"), ("⚠", "!"), ("◆◇", "o"), ("°", "o"), ("η", "n"), ("Δ∆", "d"),
      ("σ", "s"), ("¶", "P"), ("§", "S"), ("⟂", "|"), ("∞", "8"), ("¹", "1"), ("²", "2"),
      ("³", "3"),
    ]
    var table: [UInt32: UInt8] = [:]
    for (glyphs, standIn) in pairs {
      for scalar in glyphs.unicodeScalars {
        table[scalar.value] = standIn.utf8.first
      }
    }
    return table
  }()
}
