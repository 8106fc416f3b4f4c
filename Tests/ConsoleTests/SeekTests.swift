import Quantities
import Telemetry
import Testing

@testable import Console

@Suite struct SeekTests {
  @Test(arguments: [
    ("90", 90.0), ("90s", 90), ("5m", 300), ("1.5h", 5400), ("42:07", 2527), ("1:42:07", 6127),
    (" 2 m", 120), ("0", 0),
  ])
  func `a time can be written in many ways`(text: String, seconds: Double) {
    #expect(SeekTarget(text) == .time(.seconds(seconds)))
  }

  @Test(arguments: [
    "", "x", "1:2:3:4", "+", "--5", "+x", "step", "step -1", "#", "#-1", "1::2", "nan", "inf",
    "1e99", "h",
  ])
  func `what is no time is refused`(text: String) {
    #expect(SeekTarget(text) == nil)
  }

  @Test(arguments: [("+30s", 30.0), ("-5m", -300), ("+1:00", 60), ("- 2h", -7200)])
  func `a span counts from now`(text: String, seconds: Double) {
    #expect(SeekTarget(text) == .offset(seconds))
    var model = ConsoleModel.staged()
    let now = model.live.now.seconds
    for character in "g\(text)" { _ = model.update(.key(.character(character))) }
    #expect(model.update(.key(.enter)) == .seek(.seconds(max(0, now + seconds))))
  }

  @Test func `the prompt takes text, mends it and sends it`() {
    var model = ConsoleModel.staged()
    for key in ["g", "9", "x", .enter] as [Key] { #expect(model.update(.key(key)) == nil) }
    #expect(model.text.contains("'9x' does not go with 'go'"))
    #expect(model.update(.key(.backspace)) == nil)
    #expect(model.update(.key("0")) == nil)
    #expect(model.update(.key(.enter)) == .seek(.seconds(90)))
    #expect(model.overlay == .none)
  }

  @Test func `a step can be gone to by its number`() {
    var model = ConsoleModel.staged()
    for text in ["#7", "step 7", "step7"] {
      for character in "g\(text)" { _ = model.update(.key(.character(character))) }
      #expect(model.update(.key(.enter)) == .seekStep(7))
    }
  }

  @Test func `keys have no other meaning at the prompt`() {
    var model = ConsoleModel.staged()
    for key in ["g", "q", "F", .control("c")] as [Key] { #expect(model.update(.key(key)) == nil) }
    #expect(model.overlay == .none)
  }
}
