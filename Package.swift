// swift-tools-version: 6.2
import PackageDescription

/// A room of the house: a target in `Sources/` with its tests in `Tests/`.
///
/// `uses` lists the rooms it may import. `Sources/README.md` draws them; `Tests/TidyTests` checks
/// that no source file imports more than stands here.
struct Room {
  var name: String
  var uses: [String] = []
  var libraries: [Target.Dependency] = []
  var testUses: [String] = []
  /// Folders of files beside the tests that are read, not compiled.
  var testFiles: [String] = []
}

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")

let rooms = [
  Room(name: "Quantities"),
  Room(
    name: "Specification", uses: ["Quantities"], libraries: [yams], testFiles: ["Examples"]),
  Room(name: "CostModel", uses: ["Quantities", "Specification"], libraries: [heap]),
  Room(name: "Resharding", uses: ["Quantities", "Specification", "CostModel"]),
  Room(name: "EventKernel", uses: ["Quantities"]),
  Room(name: "Scheduling", uses: ["Quantities", "Specification"]),
  Room(name: "Telemetry", uses: ["Quantities", "Specification"]),
  Room(
    name: "Simulation",
    uses: [
      "Quantities", "Specification", "CostModel", "Resharding", "EventKernel", "Scheduling",
      "Telemetry",
    ],
    libraries: [deque, heap]),
  Room(
    name: "Exploration", uses: ["Quantities", "Specification", "Telemetry", "Simulation"]),
  Room(
    name: "Session",
    uses: ["Quantities", "Specification", "Telemetry", "Simulation", "Exploration"]),
  Room(name: "Canvas"),
  Room(
    name: "Console",
    uses: [
      "Quantities", "Specification", "CostModel", "Telemetry", "Exploration", "Session", "Canvas",
    ],
    libraries: [yams], testUses: ["Simulation"], testFiles: ["Golden"]),
  Room(name: "Terminal", uses: ["Canvas", "CNcurses"]),
]

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  // Worth 8x on the event loop, for public generic code only.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

var targets: [Target] = rooms.map { room in
  .target(
    name: room.name,
    dependencies: room.uses.map { .target(name: $0) } + room.libraries,
    swiftSettings: settings)
}
targets += rooms.map { room in
  .testTarget(
    name: "\(room.name)Tests",
    dependencies: ([room.name] + room.uses.filter { $0 != "CNcurses" } + room.testUses)
      .map { .target(name: $0) } + ["TestKit"],
    exclude: room.testFiles,
    swiftSettings: settings)
}
targets += [
  .target(name: "CNcurses"),
  // What several rooms' tests share. It knows nothing of the test library, so that every build may
  // compile it.
  .target(
    name: "TestKit", dependencies: ["Quantities", "Specification"], path: "Tests/TestKit",
    swiftSettings: settings),
  .executableTarget(
    name: "tandem",
    dependencies: rooms.map { .target(name: $0.name) } + [arguments],
    swiftSettings: settings),
  // Drives the built binary, from outside, in a terminal.
  .testTarget(
    name: "EndToEndTests", dependencies: ["tandem", "TestKit"], exclude: ["Emulators"],
    swiftSettings: settings),
  // Reads the source tree.
  .testTarget(name: "TidyTests", swiftSettings: settings),
]

let package = Package(
  name: "tandem",
  products: [.executable(name: "tandem", targets: ["tandem"])]
    + rooms.map { .library(name: $0.name, targets: [$0.name]) },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: targets,
  swiftLanguageModes: [.v6]
)
