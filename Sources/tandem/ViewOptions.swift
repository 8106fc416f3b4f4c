import ArgumentParser
import Console

/// What of the console a frame shows.
struct ViewOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show one panel alone: \(Panel.allCases.map(\.name).joined(separator: ", ")).",
      valueName: "panel"))
  var view: Panel?

  @Option(
    help: ArgumentHelp(
      "Lay the console out as \(ScreenLayout.allCases.map(\.name).joined(separator: ", ")).",
      valueName: "layout"))
  var layout: ScreenLayout?

  /// Whether anything is asked for.
  var isAsked: Bool { view != nil || layout != nil }
}

extension Panel: ExpressibleByArgument {
  /// Reads a panel's word.
  public init?(argument: String) { self.init(name: argument) }

  /// The words of all panels.
  public static var allValueStrings: [String] { allCases.map(\.name) }
}

extension ScreenLayout: ExpressibleByArgument {
  /// Reads a layout's word.
  public init?(argument: String) { self.init(name: argument) }

  /// The words of all layouts.
  public static var allValueStrings: [String] { allCases.map(\.name) }
}
