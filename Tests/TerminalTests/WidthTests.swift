import Canvas
import Testing

@testable import Terminal

struct WidthTests {
  /// Blocks whose characters were assigned long before any C library in use today.
  private static let blocks: [ClosedRange<UInt32>] = [
    0x20...0x7E, 0xA1...0xAC, 0xAE...0x36F, 0x391...0x3A1, 0x410...0x44F, 0x5D0...0x5EA,
    0xE01...0xE3A, 0x1100...0x11FF, 0x2010...0x2027, 0x2190...0x23E8, 0x2500...0x26C3,
    0x2801...0x28FF, 0x3041...0x3096, 0x30A1...0x30FF, 0x4E00...0x9FA5, 0xAC00...0xD7A3,
    0xFF01...0xFF60, 0x1F300...0x1F320, 0x1F400...0x1F43E, 0x1F600...0x1F640,
    0x20000...0x200FF,
  ]

  @Test func `text is as wide here as for the C library, and so for curses`() throws {
    try #require(Locale.take(type: "xterm", wanted: .unicode) == .unicode)
    for value in Self.blocks.joined() {
      let scalar = try #require(Unicode.Scalar(value))
      let columns = String(Character(scalar)).columns
      #expect(columns == Locale.columns(of: scalar), "U+\(String(value, radix: 16))")
    }
  }

  @Test(arguments: [
    (["LC_ALL": "en_GB.UTF-8", "LANG": "C"], true), (["LC_CTYPE": "UTF-8"], true),
    (["LC_ALL": "", "LANG": "de_DE.utf8@euro"], true), (["LC_ALL": "C", "LANG": "C.UTF-8"], false),
    (["LANG": "de_DE.ISO-8859-1"], false), (["LC_CTYPE": "POSIX"], false), ([:], false),
  ])
  func `a locale of UTF-8 is known by its name, where the machine lacks it`(
    environment: [String: String], isUTF8: Bool
  ) {
    #expect(Locale.namesUTF8 { environment[$0] } == isUTF8)
  }
}
