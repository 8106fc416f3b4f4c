import ArgumentParser
import Canvas

/// A picture of the console, as text or in a file: the same options wherever one can be asked for.
struct FrameOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Print the console's frame, as it stands at the end.", valueName: "WxH"),
    transform: FrameSize.init)
  var frame: FrameSize?

  @Option(
    help: ArgumentHelp(
      "Write the frame as a picture instead of printing it.", valueName: "file.svg"),
    completion: .file(extensions: ["svg"]))
  var svg: String?

  @OptionGroup var view: ViewOptions

  /// Whether a frame is to be drawn.
  var isAsked: Bool { frame != nil || svg != nil || view.isAsked }

  /// Whether a frame goes where reports go.
  var isPrinted: Bool { svg == nil && isAsked }

  /// Its size.
  var size: Size { frame?.size ?? Size(columns: 160, rows: 50) }

  /// Prints a frame as text, or writes it as a picture.
  ///
  /// - Throws: what ends the command, when the file cannot be written.
  func write(_ frame: Canvas, _ picture: PictureStyle) throws {
    guard let path = svg else {
      try writeOutput(frame.text())
      return
    }
    try Failing.orExit(naming: path) {
      try OutputFile.write(frame.svg(picture), toFile: path)
    }
  }
}
