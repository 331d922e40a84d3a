// swift-tools-version: 6.2
// What C functions of leap.yaml, and metrics, cost: a package of its own, so that nothing of it is built with Leap.
import PackageDescription

let package = Package(
  name: "function-benchmark",
  dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.0")],
  targets: [
    // The modules of the root package.
    .target(name: "PluginAPI"),
    .systemLibrary(name: "CCrypto", path: "Sources/SystemLibraries/CCrypto", pkgConfig: "libcrypto"),
    .systemLibrary(name: "CFFI", path: "Sources/SystemLibraries/CFFI", pkgConfig: "libffi"),
    .target(name: "Core", dependencies: ["CCrypto"]),
    .target(name: "ProjectConfiguration", dependencies: ["Core", .product(name: "Yams", package: "Yams")]),
    .target(name: "PluginHost", dependencies: ["Core", "ProjectConfiguration", "PluginAPI", "CFFI"]),
    .target(name: "Analytics", dependencies: ["Core"]),
    .target(name: "CLoop", cSettings: [.unsafeFlags(["-O2"])]),
    .executableTarget(name: "FunctionBenchmark", dependencies: ["CLoop", "PluginHost", "ProjectConfiguration", "Core"]),
    .executableTarget(name: "MetricsBenchmark", dependencies: ["Analytics", "Core"]),
  ],
  swiftLanguageModes: [.v6])
