import Yams

extension YAMLNode {
  /// The largest text that is read, in bytes: room for a million measured lengths.
  static let sizeLimit = 16 << 20
  /// Aliases (`*name`) in a text.
  ///
  /// Nested aliases multiply: so few that what they stand for can at most grow some hundredfold.
  static let aliasLimit = 16
  /// How deep lists and mappings may be nested.
  static let depthLimit = 32
  /// Values in a text, those behind aliases counted each time.
  static let nodeLimit = 4_000_000

  /// Reads a YAML text of one document.
  ///
  /// `fixedMark` replaces all places, for texts that have no lines of their own.
  ///
  /// - Throws: what is wrong with the text as YAML, and where.
  static func parse(
    _ text: String, file: String, fixedMark: SourceMark? = nil
  ) throws(ScenarioError) -> YAMLNode {
    let place = YAMLPlaces(file: file, text: text, fixedMark: fixedMark)
    guard text.utf8.count <= sizeLimit else {
      throw ScenarioError(
        at: place.start, what: "the text has \(text.utf8.count) bytes",
        remedy: "at most \(sizeLimit) are read; put long lists of lengths in a file of their own")
    }
    if let offset = excessAlias(in: text) {
      throw ScenarioError(
        at: place.mark(ofByte: offset), what: "more than \(aliasLimit) aliases (*) are used",
        remedy: "write the values out")
    }
    let root: Node?
    do {
      // Padded, since the parser keeps a pointer into the text, and short strings have no storage.
      // The plain resolver keeps all scalars as they are written; types are the schema's to tell.
      root = try Yams.compose(
        yaml: text + "\n#" + String(repeating: "-", count: 16), .basic, .default, .utf8)
    } catch {
      throw place.error(error)
    }
    guard let root else {
      throw ScenarioError(
        at: place.start, what: "the text is empty", remedy: "write keys with their values")
    }
    var budget = nodeLimit
    return try convert(root, depth: 0, budget: &budget, place: place)
  }

  /// Turns the parser's node into ours.
  private static func convert(
    _ node: Node, depth: Int, budget: inout Int, place: YAMLPlaces
  ) throws(ScenarioError) -> YAMLNode {
    let mark = place.mark(node.mark)
    budget -= 1
    guard depth <= depthLimit, budget >= 0 else {
      throw ScenarioError(
        at: mark,
        what: depth > depthLimit ? "values are nested too deep" : "there are too many values",
        remedy: "at most \(depthLimit) levels and \(nodeLimit) values are read")
    }
    switch node {
    case .scalar(let scalar):
      return YAMLNode(
        content: .scalar(scalar.string, isPlain: scalar.style == .plain || scalar.style == .any),
        mark: mark)
    case .sequence(let sequence):
      var items: [YAMLNode] = []
      items.reserveCapacity(sequence.count)
      for item in sequence {
        items.append(try convert(item, depth: depth + 1, budget: &budget, place: place))
      }
      return YAMLNode(content: .sequence(items), mark: mark)
    case .mapping(let mapping):
      var entries: [YAMLEntry] = []
      for (key, value) in mapping {
        let keyMark = place.mark(key.mark)
        guard case .scalar(let scalar) = key else {
          throw ScenarioError(
            at: keyMark, what: "a key is a list or a mapping", remedy: "write a word as the key")
        }
        let node = try convert(value, depth: depth + 1, budget: &budget, place: place)
        entries.append(YAMLEntry(key: scalar.string, mark: keyMark, value: node))
      }
      return YAMLNode(content: .mapping(entries), mark: mark)
    case .alias:
      throw ScenarioError(at: mark, what: "an alias is used", remedy: "write the value out")
    }
  }

  /// The byte offset of the first thing past `aliasLimit` that looks like an alias.
  ///
  /// A guess on the safe side: a star that begins a word inside a comment or a quotation counts too.
  private static func excessAlias(in text: String) -> Int? {
    var count = 0
    var startsWord = true
    var offset = 0
    for byte in text.utf8 {
      if startsWord, byte == UInt8(ascii: "*") {
        count += 1
        if count > aliasLimit { return offset }
      }
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"),
        UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ":"),
        UInt8(ascii: "?"), UInt8(ascii: "-"):
        startsWord = true
      case 0xC2, 0xE2, 0x85, 0x80, 0xA8, 0xA9:  // Unicode's line breaks end in these.
        startsWord = true
      default: startsWord = false
      }
      offset += 1
    }
    return nil
  }
}
