// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that whoever builds Tandem does not build its benchmarks.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "tandem", path: "..")],
  targets: [
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        .product(name: "Canvas", package: "tandem"),
        .product(name: "Console", package: "tandem"),
        .product(name: "CostModel", package: "tandem"),
        .product(name: "EventKernel", package: "tandem"),
        .product(name: "Exploration", package: "tandem"),
        .product(name: "Quantities", package: "tandem"),
        .product(name: "Resharding", package: "tandem"),
        .product(name: "Simulation", package: "tandem"),
        .product(name: "Specification", package: "tandem"),
        .product(name: "Telemetry", package: "tandem"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
        .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
      ])
  ],
  swiftLanguageModes: [.v6]
)
