/// A compiled terminfo entry, as term(5) describes the file.
///
/// Read and written here only to give a terminal that shows 24-bit colour an entry that says so:
/// most of them go by the name of one of 256 colours, and few machines have an entry that fits
/// better.
struct TerminfoEntry: Equatable {
  /// The names, with bars between them.
  private let names: [UInt8]
  private var flags: [UInt8]
  private var numbers: [Int32]
  /// Where each string starts in the table; negative for none.
  private var offsets: [Int]
  private var table: [UInt8]
  /// The names of flags that are set besides the standard ones.
  private var extraFlags: [String] = []

  // The standard's places of what is read or changed, from the list in term.h.
  private static let canChange = 27
  private static let maxColours = 13
  private static let maxPairs = 14
  private static let initializeColour = 299
  private static let setForeground = 359
  private static let setBackground = 360

  private static let magic16 = 0o432
  private static let magic32 = 0o1036

  /// Reads an entry, or fails with `nil` if it is none.
  ///
  /// Capabilities beyond the standard ones are left out.
  init?(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    guard let magic = reader.short(), magic == Self.magic16 || magic == Self.magic32,
      let nameCount = reader.short(), let flagCount = reader.short(),
      let numberCount = reader.short(), let stringCount = reader.short(),
      let tableSize = reader.short(),
      let names = reader.bytes(nameCount), let flags = reader.bytes(flagCount)
    else { return nil }
    if reader.position % 2 == 1 { _ = reader.bytes(1) }
    var numbers: [Int32] = []
    for _ in 0..<max(0, numberCount) {
      guard let number = magic == Self.magic32 ? reader.long() : reader.short().map(Int32.init)
      else { return nil }
      numbers.append(number)
    }
    var offsets: [Int] = []
    for _ in 0..<max(0, stringCount) {
      guard let offset = reader.short() else { return nil }
      offsets.append(offset)
    }
    guard let table = reader.bytes(tableSize) else { return nil }
    self.names = names
    self.flags = flags
    self.numbers = numbers
    self.offsets = offsets
    self.table = table
  }

  /// Returns the entry for the same terminal with colours given as red, green and blue.
  ///
  /// - Parameter resetsWithSGR: Whether the original has `AX`, which says that the default colours
  ///   are had back by the usual sequences.
  /// - Returns: `nil` if it does not have 256 colours in the usual way.
  func direct(resetsWithSGR: Bool) -> TerminfoEntry? {
    guard let foreground = string(Self.setForeground), foreground.contains("38;5;"),
      numbers.count > Self.maxPairs, numbers[Self.maxColours] >= 256
    else { return nil }
    var entry = self
    if flags.count > Self.canChange { entry.flags[Self.canChange] = 0 }
    entry.numbers[Self.maxColours] = 1 << 24
    entry.numbers[Self.maxPairs] = 1 << 16
    if offsets.count > Self.initializeColour { entry.offsets[Self.initializeColour] = -1 }
    entry.setString(Self.setForeground, Self.directColour(palette: "3", direct: "38"))
    entry.setString(Self.setBackground, Self.directColour(palette: "4", direct: "48"))
    entry.extraFlags = (resetsWithSGR ? ["AX"] : []) + ["RGB"]
    return entry
  }

  /// The entry as a file has it, in the form with room for large numbers.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func append(_ value: Int) {
      bytes.append(UInt8(truncatingIfNeeded: value))
      bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    }
    for value in [
      Self.magic32, names.count, flags.count, numbers.count, offsets.count, table.count,
    ] { append(value) }
    bytes += names + flags
    if bytes.count % 2 == 1 { bytes.append(0) }
    for number in numbers {
      append(Int(number))
      append(Int(number) >> 16)
    }
    for offset in offsets { append(offset) }
    bytes += table
    guard !extraFlags.isEmpty else { return bytes }
    if bytes.count % 2 == 1 { bytes.append(0) }
    let extraNames = extraFlags.flatMap { name -> [UInt8] in name.utf8 + [0] }
    for value in [extraFlags.count, 0, 0, extraFlags.count, extraNames.count] { append(value) }
    bytes += Array(repeating: 1, count: extraFlags.count)
    if extraFlags.count % 2 == 1 { bytes.append(0) }
    var offset = 0
    for name in extraFlags {
      append(offset)
      offset += name.utf8.count + 1
    }
    return bytes + extraNames
  }

  /// Returns a string by its place in the standard's list.
  private func string(_ place: Int) -> String? {
    guard offsets.indices.contains(place), table.indices.contains(offsets[place]) else {
      return nil
    }
    return String(decoding: table[offsets[place]...].prefix { $0 != 0 }, as: UTF8.self)
  }

  private mutating func setString(_ place: Int, _ string: String) {
    while offsets.count <= place { offsets.append(-1) }
    offsets[place] = table.count
    table += Array(string.utf8) + [0]
  }

  /// The first eight numbers are the palette's, as curses itself has no other name for those.
  private static func directColour(palette: String, direct: String) -> String {
    "\u{1B}[%?%p1%{8}%<%t\(palette)%p1%d%e\(direct);2;%p1%{65536}%/%d;"
      + "%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m"
  }

  /// Takes little-endian numbers off the front of bytes.
  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    mutating func bytes(_ count: Int) -> [UInt8]? {
      guard count >= 0, position + count <= bytes.count else { return nil }
      defer { position += count }
      return Array(bytes[position..<position + count])
    }

    mutating func short() -> Int? {
      bytes(2).map { Int(Int16(truncatingIfNeeded: Int($0[0]) | Int($0[1]) << 8)) }
    }

    mutating func long() -> Int32? {
      bytes(4).map { four in
        four.reversed().reduce(Int32(0)) { $0 << 8 | Int32($1) }
      }
    }
  }
}
