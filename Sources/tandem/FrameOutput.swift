import Canvas

/// Where a frame goes.
enum FrameOutput {
  /// Prints a frame as text, or writes it as a picture.
  ///
  /// - Throws: what ends the command, when the file cannot be written.
  static func write(_ frame: Canvas, svg path: String?, _ picture: PictureStyle) throws {
    guard let path else {
      try writeOutput(frame.text())
      return
    }
    try Failing.orExit(naming: path) {
      try OutputFile.write(frame.svg(picture), toFile: path)
    }
  }
}
