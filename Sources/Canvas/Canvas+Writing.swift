extension Canvas {
  /// Writes text, at most `width` columns of it.
  ///
  /// Text never wraps: a line break in it is shown as a picture, like every control character.
  ///
  /// - Parameters:
  ///   - text: What to write.
  ///   - position: Where it starts, or where the width starts that it is aligned in.
  ///   - style: How it looks; unless told it keeps the background that is there.
  ///   - width: How many columns it may take; all there are to the right edge unless told.
  ///   - alignment: Where it stands within `width`; without a width always leading.
  ///   - ellipsis: Whether text that was cut ends in `…`.
  /// - Returns: The position after the last column that was written.
  @discardableResult
  public mutating func write(
    _ text: some StringProtocol, at position: Position, style: Style = Style(),
    width: Int? = nil, alignment: Alignment = .leading, ellipsis: Bool = true
  ) -> Position {
    let room = max(0, width ?? clip.endColumn - position.column)
    let columns = text.columns
    let cut = columns > room
    var start = position
    if width != nil {
      start.column += Self.indent(of: columns, in: room, alignment)
    }
    let limit = position.column + (cut && ellipsis ? room - 1 : room)
    let end = writeScalars(of: text, at: start, style: style, limit: limit)
    guard cut, ellipsis, room > 0 else { return end }
    put(Glyph("…"), at: end, style: style)
    return end.moved(columns: 1)
  }

  /// Writes text in several styles, at most `width` columns of it.
  ///
  /// The same rules as for plain text hold.
  ///
  /// - Returns: The position after the last column that was written.
  @discardableResult
  public mutating func write(
    _ line: StyledText, at position: Position, width: Int? = nil,
    alignment: Alignment = .leading, ellipsis: Bool = true
  ) -> Position {
    let room = max(0, width ?? clip.endColumn - position.column)
    let columns = line.columns
    var place = position
    if width != nil {
      place.column += Self.indent(of: columns, in: room, alignment)
    }
    let cut = columns > room && ellipsis
    let limit = position.column + (cut ? room - 1 : room)
    var last = Style()
    var rest = limit - place.column
    for span in line.spans where rest >= 0 {
      place = writeScalars(of: span.text, at: place, style: span.style, limit: limit)
      rest -= span.text.columns
      last = span.style
    }
    guard cut, room > 0 else { return place }
    put(Glyph("…"), at: place, style: last)
    return place.moved(columns: 1)
  }

  private static func indent(of columns: Int, in room: Int, _ alignment: Alignment) -> Int {
    switch alignment {
    case .leading: 0
    case .centre: max(0, room - columns) / 2
    case .trailing: max(0, room - columns)
    }
  }

  /// Writes scalars until the column `limit`, without looking at what they mean.
  private mutating func writeScalars(
    of text: some StringProtocol, at position: Position, style: Style, limit: Int
  ) -> Position {
    var place = position
    for scalar in text.unicodeScalars {
      guard let glyph = Glyph(scalar: scalar) else {
        if place != position { join(scalar, before: place) }
        continue
      }
      guard place.column + glyph.columns <= limit else { return place }
      put(glyph, at: place, style: style)
      place.column += glyph.columns
    }
    return place
  }
}
