extension Canvas {
  /// Returns the frame as an SVG document.
  ///
  /// The same bytes for the same frame. It needs no font of its own: blocks, lines and dots are
  /// shapes, and runs of text have their place and length written down.
  public func svg(_ style: PictureStyle = PictureStyle()) -> String {
    let picture = Picture(self, palette: style.palette)
    let width = size.columns * Int(Picture.cellWidth) + 2 * style.padding
    let height = size.rows * Int(Picture.cellHeight) + 2 * style.padding
    var svg = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" font-size="15" xml:space="preserve" \
      font-family="'JetBrains Mono','Cascadia Mono','SF Mono',Menlo,Consolas,\
      'DejaVu Sans Mono','Liberation Mono',monospace">\n
      """
    if !style.title.isEmpty { svg += "<title>\(escaped: style.title)</title>\n" }
    svg += """
      <rect width="\(width)" height="\(height)" rx="\(min(style.padding, 8))" \
      fill="\(style.palette.background)"/>
      <g transform="translate(\(style.padding) \(style.padding))">\n
      """
    svg += "<g shape-rendering=\"crispEdges\">\n"
    for layer in [picture.backgrounds, picture.blocks] {
      for (colour, blocks) in layer.groups {
        let path = Picture.Block.stacked(blocks).map(\.path).joined()
        svg += "<path fill=\"\(colour)\" d=\"\(path)\"/>\n"
      }
    }
    svg += "</g>\n"
    for (colour, strokes) in picture.strokes.groups {
      svg += "<path fill=\"none\" stroke=\"\(colour)\" d=\"\(strokes.joined())\"/>\n"
    }
    for (colour, dots) in picture.dots.groups {
      svg += """
        <path fill="none" stroke="\(colour)" stroke-width="2.6" stroke-linecap="round" \
        stroke-dasharray="0 4.5" d="\(dots.map(\.path).joined())"/>\n
        """
    }
    for (ink, runs) in picture.texts.groups {
      svg += "<g fill=\"\(ink.colour)\"\(ink.isBold ? " font-weight=\"600\"" : "")"
      svg += "\(ink.isUnderlined ? " text-decoration=\"underline\"" : "")>\n"
      for run in runs { svg += run.element }
      svg += "</g>\n"
    }
    return svg + "</g>\n</svg>\n"
  }
}

extension Picture.Block {
  /// The rectangle as path data.
  fileprivate var path: String {
    "M\(svg: x) \(svg: y)h\(svg: width)v\(svg: height)h\(svg: -width)z"
  }
}

extension Picture.Dots {
  /// The dots as path data: a line whose dashes have no length but round ends.
  fileprivate var path: String {
    let pitch = Picture.cellWidth / 2
    let x = (Double(self.x) + 0.5) * pitch
    let y = (Double(self.y) + 0.5) * pitch
    return "M\(svg: x) \(svg: y)h\(svg: Double(count - 1) * pitch + 0.01)"
  }
}

extension Picture.Run {
  /// The run as an element; its length is written down unless a single glyph has only a place.
  fileprivate var element: String {
    let x = Double(column) * Picture.cellWidth
    let y = Double(row) * Picture.cellHeight + 13
    let length =
      text.unicodeScalars.count > 1
      ? " textLength=\"\(svg: Double(columns) * Picture.cellWidth)\"" : ""
    return "<text x=\"\(svg: x)\" y=\"\(svg: y)\"\(length)>\(escaped: text)</text>\n"
  }
}

extension DefaultStringInterpolation {
  /// Writes a number to at most three decimals.
  mutating func appendInterpolation(svg number: Double) {
    let thousandths = Int((number * 1000).rounded())
    guard thousandths % 1000 != 0 else {
      appendInterpolation(thousandths / 1000)
      return
    }
    var text = AxisScale.decimal(number, digits: 3)
    while text.hasSuffix("0") { text.removeLast() }
    appendInterpolation(text)
  }

  /// Writes text with what XML has a meaning for escaped.
  mutating func appendInterpolation(escaped text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": appendLiteral("&amp;")
      case "<": appendLiteral("&lt;")
      case ">": appendLiteral("&gt;")
      case "\"": appendLiteral("&quot;")
      case let other where other.value < 0x20: appendLiteral(" ")
      default: appendInterpolation(String(Character(scalar)))
      }
    }
  }
}
