import ArgumentParser
import Canvas
import Quantities

/// What a headless run prints, and how long it runs.
struct HeadlessOptions: ParsableArguments {
  @Flag(help: "Run without a terminal and print a report; implied by the options below.")
  var headless = false

  @Option(help: ArgumentHelp("Run so many RL steps.", valueName: "count"))
  var steps: Int?

  @Option(
    help: ArgumentHelp(
      "Run until a simulated time, as in 600s, 90m or 3h; with --steps, whichever comes first.",
      valueName: "time"),
    transform: TimedKnob.parseTime)
  var until: SimTime?

  @Flag(help: "Print one JSON object for each step, then a summary.")
  var json = false

  @Flag(help: "Print comma-separated values, a line for each step.")
  var csv = false

  @OptionGroup var frame: FrameOptions

  @Flag(help: "Check the conservation laws after every event; slow.")
  var checked = false

  /// Whether anything asks for a headless run.
  var isAsked: Bool {
    headless || json || csv || frame.isAsked || steps != nil || until != nil
  }

  /// How many steps are run at most.
  var stepLimit: Int { steps ?? (until == nil ? 10 : .max) }

  mutating func validate() throws {
    if let steps, !(1...1_000_000).contains(steps) {
      throw ValidationError("\(steps) steps cannot be run; ask for 1 to 1000000")
    }
    if json, csv { throw ValidationError("--json and --csv exclude each other; give one") }
    if json || csv, frame.isPrinted {
      throw ValidationError("--frame prints to the same place as --json and --csv; add --svg FILE")
    }
  }
}
