/// The table of rooms in `Package.swift`, read from its text.
///
/// There is no second table that could drift from it. What this reading does not understand shows
/// as a room that is missing, which a test of its own looks for.
struct Manifest {
  struct Room {
    let name: String
    let uses: [String]
    /// The modules of other packages.
    let libraries: [String]
  }

  let rooms: [Room]

  init(_ text: String) {
    var products: [String: String] = [:]
    for match in text.matches(
      of: /let (\w+): Target\.Dependency = \.product\(\s*name: "(\w+)"/)
    {
      products[String(match.1)] = String(match.2)
    }
    let table = text.firstMatch(of: /(?s)\nlet rooms = \[\n(.*?)\n\]/)?.1 ?? ""
    rooms = table.split(separator: "Room(").compactMap { entry in
      guard let name = entry.firstMatch(of: /name: "(\w+)"/) else { return nil }
      let uses = entry.firstMatch(of: /uses: \[([^\]]*)\]/)?.1 ?? ""
      let libraries = entry.firstMatch(of: /libraries: \[([^\]]*)\]/)?.1 ?? ""
      return Room(
        name: String(name.1),
        uses: uses.matches(of: /"(\w+)"/).map { String($0.1) },
        libraries: libraries.matches(of: /\w+/).map { products[String($0.0)] ?? String($0.0) })
    }
  }
}
