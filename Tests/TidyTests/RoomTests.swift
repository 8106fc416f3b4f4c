import Testing

/// Which room may know of what.
@Suite struct RoomTests {
  let tree = SourceTree()
  let manifest: Manifest

  init() throws { manifest = Manifest(try tree.file("Package.swift").text) }

  /// The rooms that hold nothing but values: without Foundation, system calls or wall clock.
  static let pureRooms = [
    "Quantities", "Specification", "CostModel", "Resharding", "EventKernel", "Scheduling",
    "Telemetry", "Simulation", "Exploration", "Canvas",
  ]

  /// The modules of the platform that a room at the edge may import.
  ///
  /// Not all of Foundation, which makes a static binary four times as large.
  static let platform: Set = ["FoundationEssentials", "Glibc", "Synchronization", "Dispatch"]

  @Test func `every folder of sources is a room of the manifest`() throws {
    let others = ["CNcurses", "tandem"]
    #expect(
      try tree.folders(in: "Sources") == (manifest.rooms.map(\.name) + others).sorted())
    #expect(Set(Self.pureRooms).isSubset(of: manifest.rooms.map(\.name)))
  }

  @Test func `a room uses only rooms that stand above it`() {
    for (position, room) in manifest.rooms.enumerated() {
      let above = Set(manifest.rooms[..<position].map(\.name)).union(["CNcurses"])
      #expect(above.isSuperset(of: room.uses), "\(room.name)")
    }
  }

  @Test func `a room imports only what its line in the manifest lets it`() throws {
    for room in manifest.rooms {
      let allowed = Set(room.uses + room.libraries)
        .union(Self.pureRooms.contains(room.name) ? [] : Self.platform)
      for file in try tree.swiftFiles(in: "Sources/\(room.name)") {
        let surplus = file.imports.subtracting(allowed)
        #expect(surplus.isEmpty, "\(file.path)")
      }
    }
  }

  @Test func `the command line imports rooms, its parser and the platform`() throws {
    let allowed = Set(manifest.rooms.map(\.name)).union(Self.platform).union(["ArgumentParser"])
    for file in try tree.swiftFiles(in: "Sources/tandem") {
      #expect(file.imports.subtracting(allowed).isEmpty, "\(file.path)")
    }
  }

  @Test func `only the terminal knows ncurses`() throws {
    for file in try tree.swiftFiles(in: "") where file.imports.contains("CNcurses") {
      #expect(
        file.path.hasPrefix("Sources/Terminal/") || file.path.hasPrefix("Tests/TerminalTests/"),
        "\(file.path)")
    }
    #expect(manifest.rooms.filter { $0.uses.contains("CNcurses") }.map(\.name) == ["Terminal"])
  }

  @Test func `pure rooms ask neither the clock nor the machine`() throws {
    // What needs an import is kept out by the imports; these need none.
    let forbidden: Set = [
      "ContinuousClock", "SuspendingClock", "Date", "DispatchQueue", "DispatchTime",
      "Thread", "clock_gettime", "gettimeofday", "CommandLine",
      "SystemRandomNumberGenerator", "randomElement", "shuffled", "shuffle", "hashValue", "Hasher",
      "ObjectIdentifier",
    ]
    for room in Self.pureRooms {
      for file in try tree.swiftFiles(in: "Sources/\(room)") {
        #expect(file.uses(of: forbidden) == [])
      }
    }
  }

  @Test func `pure rooms hold no reference types`() throws {
    for room in Self.pureRooms {
      for file in try tree.swiftFiles(in: "Sources/\(room)") {
        #expect(Self.referenceTypes(in: file) == [])
      }
    }
  }

  /// Declarations of classes and actors, and protocols for classes only.
  static func referenceTypes(in file: SourceFile) -> [Finding] {
    file.code.enumerated().compactMap { number, line in
      let words = SourceFile.words(line)
      let declares = zip(words, words.dropFirst()).contains { word, next in
        (word == "class" || word == "actor") && next.first?.isUppercase == true
      }
      guard declares || words.contains("AnyObject") else { return nil }
      return Finding(path: file.path, line: number + 1, what: line)
    }
  }

  @Test func `the readers see what they look for`() {
    let manifest = Manifest(
      """
      let one: Target.Dependency = .product(name: "One", package: "one")
      let rooms = [
        Room(name: "A"),
        Room(
          name: "B", uses: ["A"], libraries: [one], testUses: ["C"]),
      ]
      """)
    #expect(manifest.rooms.map(\.name) == ["A", "B"])
    #expect(manifest.rooms.last?.uses == ["A"])
    #expect(manifest.rooms.last?.libraries == ["One"])

    let file = SourceFile(
      path: "a.swift",
      text: """
        import One // import Two
        @testable import Three
        import struct Four.Five
        // import Six
        let text = "import Seven // Hasher", word = Hasher() /// Date
        final class Old {}
        func f(class kind: EventClass)
        """)
    #expect(file.imports == ["One", "Three", "Four"])
    let uses = file.uses(of: ["Hasher", "Date"])
    #expect(uses == [Finding(path: "a.swift", line: 5, what: "Hasher")])
    #expect(Self.referenceTypes(in: file).map(\.line) == [6])
  }
}
