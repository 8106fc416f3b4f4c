import Canvas
import Console
import Testing

struct BTopThemeTests {
  private static let dracula = """
    # A comment.
    theme[main_bg]="#282a36"
    theme[main_fg]="#f8f8f2"
    theme[title]="#f8f8f2"
    theme[hi_fg]="#6272a4"
    theme[selected_bg]="#ff79c6"
    theme[inactive_fg]="#44"
    theme[cpu_box]="189 147 249"
    theme[temp_start]="#bd93f9"
    theme[temp_mid]=""
    theme[temp_end]='#ff33a8'
    """

  @Test func `a theme of btop is a theme`() throws {
    let theme = try Theme(btop: Self.dracula, name: "dracula")
    #expect(theme.name == "dracula")
    #expect(theme.colour(.background) == .rgb(0x28, 0x2A, 0x36))
    #expect(theme.colour(.text) == .rgb(0xF8, 0xF8, 0xF2))
    #expect(theme.colour(.accent) == .rgb(0x62, 0x72, 0xA4))
    #expect(theme.colour(.faint) == .rgb(0x44, 0x44, 0x44))
    #expect(theme.colour(.rollout) == .rgb(189, 147, 249))
    #expect(theme.colour(.bad) == .rgb(0xFF, 0x33, 0xA8))
  }

  @Test func `no background leaves the terminal's own`() throws {
    let theme = try Theme(btop: "theme[main_bg]=\"\"\ntheme[main_fg]=\"#cc\"\n", name: "x")
    #expect(theme.colour(.background) == .terminalDefault)
    #expect(theme.colour(.text) == .rgb(0xCC, 0xCC, 0xCC))
  }

  @Test(arguments: [
    ("theme[main_bg]=\"#28\"\n  theme[main_fg]=\"#zz\"", 2, 18, "'#zz' is not a colour"),
    ("theme[main_bg]=\"300 0 0\"", 1, 16, "'300 0 0' is not a colour"),
    ("theme[main_bg]=\"#28\"\r\n\r\nmain_fg = 1", 3, 1, "expected theme[key]="),
    ("", 1, 1, "expected theme[key]="),
  ])
  func `an error says where`(text: String, line: Int, column: Int, message: String) {
    let error = #expect(throws: ThemeError.self) { try Theme(btop: text, name: "x.theme") }
    #expect(
      "\(error.map { "\($0)" } ?? "")".hasPrefix("x.theme:\(line):\(column): \(message)"))
  }

  @Test func `keys that btop does not know are named`() throws {
    let theme = try Theme(btop: Self.dracula, name: "x")
    let text = Self.dracula + "\ntheme[main_gb]=\"#00\"\n"
    #expect(
      theme.strayKeys(in: text, file: "x.theme")
        == ["x.theme:12:7: 'main_gb' means nothing here; did you mean 'main_bg'?"])
  }

  @Test func `swatches name every role`() throws {
    let text = Theme.dark.swatches().text()
    for role in ThemeRole.allCases { #expect(text.contains(role.rawValue)) }
  }
}
