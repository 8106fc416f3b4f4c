import Canvas

/// A picture of the console that is asked for.
public struct PictureRequest: Hashable, Sendable {
  /// The file: a picture if its name ends in `.svg`, text if in `.txt`; `nil` for a name that tells the
  /// time.
  public var path: String?
  /// Its size; the screen's unless told.
  public var size: Size?

  /// Asks for a picture.
  public init(path: String? = nil, size: Size? = nil) {
    self.path = path
    self.size = size
  }

  /// The largest picture, in columns and in rows.
  static let largest = 1000

  /// Reads a file's name and a size such as `160x50`, both of which may be left out.
  ///
  /// - Returns: `nil` for anything else.
  init?(_ text: String) {
    for word in text.split(separator: " ") {
      if let size = Self.size(word) {
        guard self.size == nil else { return nil }
        self.size = size
      } else {
        guard path == nil, word.hasSuffix(".svg") || word.hasSuffix(".txt") else { return nil }
        path = String(word)
      }
    }
  }

  /// The request as it is read.
  var text: String {
    [path, size.map { "\($0.columns)x\($0.rows)" }].compactMap { $0 }.joined(separator: " ")
  }

  private static func size(_ word: Substring) -> Size? {
    let parts = word.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let columns = Int(parts[0]), let rows = Int(parts[1]),
      (1...largest).contains(columns), (1...largest).contains(rows)
    else { return nil }
    return Size(columns: columns, rows: rows)
  }
}
