import Canvas
import Console
import Foundation
import Testing

struct ThemeTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Themes")

  /// The themes that are shipped, by the names of their files.
  static let shipped: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).map { $0.deletingPathExtension().lastPathComponent }.sorted()
  }()

  static func load(_ name: String) throws -> Theme {
    let file = folder.appending(path: "\(name).yaml")
    return try Theme(yaml: String(contentsOf: file, encoding: .utf8), name: "\(name).yaml")
  }

  @Test func `there are themes for many tastes`() {
    #expect(Self.shipped.count >= 10)
    for name in ["terminal", "mono", "light", "high-contrast", "red-green", "blue-yellow"] {
      #expect(Self.shipped.contains(name))
    }
  }

  @Test(arguments: shipped)
  func `a shipped theme has nothing to be mended`(name: String) throws {
    let theme = try Self.load(name)
    #expect(theme.findings == [])
    let file = Self.folder.appending(path: "\(name).yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(theme.strayKeys(in: text, file: "x.yaml") == [])
  }

  @Test(arguments: [
    ("red-green", [Lab.Eye.usual, .protanopia, .deuteranopia]),
    ("blue-yellow", [.usual, .tritanopia]),
    ("high-contrast", [.usual]),
  ])
  func `phases lie apart for the eyes a theme is made for`(name: String, eyes: [Lab.Eye]) throws {
    let theme = try Self.load(name)
    for eye in eyes {
      let background = try #require(Lab(theme.colour(.background), seenBy: eye))
      for (index, one) in ThemeRole.phases.enumerated() {
        let colour = try #require(Lab(theme.colour(one), seenBy: eye))
        #expect(colour.distance(to: background) >= 0.1, "\(one)")
        for other in ThemeRole.phases[..<index] {
          let right = try #require(Lab(theme.colour(other), seenBy: eye))
          #expect(colour.distance(to: right) >= 0.1, "\(one) and \(other), \(eye)")
        }
      }
    }
  }

  @Test func `what is to be mended is named`() throws {
    let theme = try Theme(
      yaml: Self.classic + "\nroles:\n  muted: \"#555b66\"\n  reward: base09\n", name: "x")
    #expect(theme.findings.contains("muted: contrast 1.9:1 on background, below 4.5:1"))
    #expect(theme.findings.contains { $0.hasPrefix("phases: some have the same colour") })
    let stray = theme.strayKeys(in: Self.classic + "\nrole:\n  text: base05\n", file: "a.yaml")
    #expect(stray == ["a.yaml:19:1: 'role' means nothing here; did you mean 'roles'?"])
  }

  private static let classic = """
    scheme: "Ocean"
    author: "Someone (https://example.org)"
    base00: "2b303b"
    base01: "343d46"
    base02: "4f5b66"
    base03: "65737e"
    base04: "a7adba"
    base05: "c0c5ce"
    base06: "dfe1e8"
    base07: "eff1f5"
    base08: "bf616a"
    base09: "d08770"
    base0A: "ebcb8b"
    base0B: "a3be8c"
    base0C: "96b5b4"
    base0D: "8fa1b3"
    base0E: "b48ead"
    base0F: ab7967
    """

  private static let modern =
    "system: \"base16\"\nname: \"Ocean\"\nvariant: \"dark\"\nlicense: MIT\npalette:\n"
    + classic.split(separator: "\n").dropFirst(2).map { "  \($0)\n" }.joined()

  @Test func `the theme that needs no file is the one in the file`() throws {
    #expect(try Self.load("dark") == Theme.dark)
  }

  @Test func `both forms of base16 give the same colours`() throws {
    let old = try Theme(yaml: Self.classic, name: "ocean")
    let new = try Theme(yaml: Self.modern, name: "ocean")
    #expect(old.name == "Ocean")
    #expect(old.author == "Someone (https://example.org)")
    #expect(new.name == "Ocean")
    #expect(old.slots == new.slots)
    #expect(old.colour(.background) == .rgb(0x2B, 0x30, 0x3B))
    #expect(old.colour(.rollout) == .rgb(0x8F, 0xA1, 0xB3))
    #expect(old.colour(.reshard) == .rgb(0xAB, 0x79, 0x67))
    #expect(!old.needsGlyphs)
  }

  @Test func `roles take slots, colours, numbers and attributes`() throws {
    let theme = try Theme(
      yaml: Self.classic + """

        roles:
          text: base07 bold underline
          ghost: "#abc"
          good: ansi10 dim
          background: default
        """, name: "x")
    #expect(theme[.text] == .init(.rgb(0xEF, 0xF1, 0xF5), [.bold, .underline]))
    #expect(theme[.ghost] == .init(.rgb(0xAA, 0xBB, 0xCC)))
    #expect(theme[.good] == .init(.indexed(10), .dim))
    #expect(theme[.background] == .init(.terminalDefault))
    #expect(theme.style(.good) == Style(.indexed(10), on: .underlying, .dim))
  }

  @Test(arguments: [
    ("roles:\n  acent: base0D", 20, 3, "no role is called 'acent'; did you mean 'accent'?"),
    ("roles:\n  text: base1X", 20, 9, "'base1X' is not a colour"),
    ("roles:\n  text: \"#12345\"", 20, 9, "'#12345' is not a colour"),
    ("roles:\n  text: #123456", 20, 3, "'text' has no colour; one that begins with # needs quotes"),
    ("roles:\n  text: base05 fat", 20, 9, "'fat' is not an attribute"),
    ("roles:\n  text: [a, b]", 20, 9, "'text' needs a text for a value"),
    ("roles: dark", 19, 8, "expected 'key: value' lines"),
    ("base0G: 123456", 19, 1, "no slot is called 'base0G'"),
    ("roles:\n  text: 'a", 20, 11, "not YAML"),
  ])
  func `an error says where and how to mend it`(
    text: String, line: Int, column: Int, message: String
  ) {
    let error = #expect(throws: ThemeError.self) {
      try Theme(yaml: Self.classic + "\n" + text, name: "ocean.yaml")
    }
    #expect(error?.line == line)
    #expect(error?.column == column)
    #expect("\(error.map { "\($0)" } ?? "")".hasPrefix("ocean.yaml:\(line):\(column): \(message)"))
  }

  @Test func `what is no theme is an error, not a trap`() {
    for text in [
      "", "just text", "- a\n- b", "a: b", "base00: \"000000\"", "\u{0}", "a: &x *x", "{",
    ] {
      #expect(throws: ThemeError.self) { try Theme(yaml: text, name: "x") }
    }
    let twice = #expect(throws: ThemeError.self) {
      try Theme(yaml: Self.classic + "\nbase00: \"000000\"", name: "x")
    }
    #expect("\(twice.map { "\($0)" } ?? "")".contains("twice"))
  }

  @Test func `glyphs tell all phases apart`() {
    let glyphs = ThemeRole.phases.compactMap(\.glyph)
    #expect(glyphs.count == ThemeRole.phases.count)
    #expect(Set(glyphs).count == glyphs.count)
    #expect(glyphs.allSatisfy { $0.isASCII && $0.columns == 1 })
  }

  @Test func `a theme without hues has none, and says that glyphs are needed`() throws {
    let mono = try Self.load("mono")
    #expect(ThemeRole.allCases.allSatisfy { mono.colour($0) == .terminalDefault })
    #expect(mono.needsGlyphs)
    #expect(mono.levels.isFlat)
    #expect(Set(ThemeRole.phases.map { mono[$0].attributes }).count >= 8)
    #expect(mono.selected(mono.style(.text)).attributes == .reverse)
  }

  @Test(arguments: shipped.filter { !["mono", "terminal"].contains($0) })
  func `text can be read, and phases lie apart`(name: String) throws {
    let theme = try Self.load(name)
    #expect(!theme.needsGlyphs)
    let least = ["dark", "light"].contains(name) ? 0.1 : 0.08
    let background = try #require(Lab(theme.colour(.background)))
    for role in [ThemeRole.text, .muted, .title, .accent, .good, .warning, .bad, .ghost] {
      let colour = try #require(Lab(theme.colour(role)))
      #expect(colour.contrast(to: background) >= 4.5, "\(role)")
      let selected = try #require(Lab(theme.colour(.selection)))
      if role == .text { #expect(colour.contrast(to: selected) >= 4.5) }
    }
    for (index, one) in ThemeRole.phases.enumerated() {
      for other in ThemeRole.phases[..<index] {
        let left = try #require(Lab(theme.colour(one)))
        let right = try #require(Lab(theme.colour(other)))
        #expect(left.distance(to: right) >= least, "\(one) and \(other)")
      }
      let colour = try #require(Lab(theme.colour(one)))
      #expect(colour.distance(to: background) >= 0.07, "\(one)")
    }
  }

  @Test func `shades end in the full colour and lose nothing without red, green and blue`() throws {
    #expect(Theme.dark.shades(of: .accent).stops.last == Theme.dark.colour(.accent))
    #expect(!Theme.dark.shades(of: .accent).isFlat)
    #expect(try Self.load("mono").shades(of: .accent).isFlat)
    #expect(Theme.dark.pictureStyle().palette.background == RGB(0x0F141C))
  }
}
