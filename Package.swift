// swift-tools-version: 6.2
// Targets in pipeline order. ARCHITECTURE.md says what may live where; script/check-imports enforces the arrows.
import PackageDescription

/// LEAP_STRICT=1 (CI and script/check) turns every warning of our own code into an error.
let strict: [SwiftSetting] = Context.environment["LEAP_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// LEAP_KERNELS=checked (script/check --deep) leaves the kernels, two plugins that call most of them, and the tests of these in the
/// package, and compiles the kernels with the checks of bounds, overflow and preconditions that they go without otherwise.
let checksKernels = Context.environment["LEAP_KERNELS"] == "checked"

/// The numeric loops are compiled for one processor level and always with optimization, so that tests run them as users do.
/// The host checks the processor before it loads a plugin that was built so.
#if arch(x86_64)
  let processor = ["-Xcc", "-march=x86-64-v3"]
#else
  let processor: [String] = []
#endif
let fast: [SwiftSetting] = [
  .unsafeFlags(
    [checksKernels ? "-O" : "-Ounchecked", "-wmo", "-num-threads", "2", "-disable-batch-mode", "-Xcc", "-fno-math-errno"]
      + processor)
]

/// Loops over all samples run in tests, too: optimized in debug builds, with every check that a debug build has.
let quick: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A plugin exports leap_plugin_entry and nothing else.
let oneSymbol: [LinkerSetting] = [
  .unsafeFlags([
    "-use-ld=lld", "-Xlinker", "--version-script=\(Context.packageDirectory)/Plugins/exports.map",
  ])
]

let pluginNames = ["IDXDataset", "MNISTCNN", "DigitMetadata", "HeatMap", "Similars", "PopulationMap", "Insights"]

let package = Package(
  name: "leap",
  products: [
    .executable(name: "leap-host", targets: ["Host"]),
    .library(name: "PluginKit", targets: ["PluginKit"]),
  ] + pluginNames.map { .library(name: $0, type: .dynamic, targets: [$0]) },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
  ],
  targets: [
    // The border
    .target(name: "PluginAPI"),
    .target(name: "PluginKit", dependencies: ["PluginAPI"], swiftSettings: strict),
    .target(name: "Kernels", swiftSettings: fast + strict),

    // The host
    .systemLibrary(
      name: "CCrypto", path: "Sources/SystemLibraries/CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CFFI", path: "Sources/SystemLibraries/CFFI", pkgConfig: "libffi", providers: [.apt(["libffi-dev"])]),
    .systemLibrary(name: "CPNG", path: "Sources/SystemLibraries/CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CZlib", path: "Sources/SystemLibraries/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "Core", dependencies: ["CCrypto"], swiftSettings: strict),
    .target(
      name: "ProjectConfiguration", dependencies: ["Core", .product(name: "Yams", package: "Yams")], swiftSettings: strict),
    .target(
      name: "PluginHost", dependencies: ["Core", "ProjectConfiguration", "PluginAPI", "CFFI"], swiftSettings: quick + strict),
    .target(name: "Store", dependencies: ["Core", .product(name: "GRDB", package: "GRDB.swift")], swiftSettings: strict),
    .target(name: "Analytics", dependencies: ["Core"], swiftSettings: quick + strict),
    .target(name: "Pictures", dependencies: ["Core", "CPNG"], swiftSettings: quick + strict),
    .target(
      name: "Pipeline", dependencies: ["Core", "ProjectConfiguration", "PluginHost", "Store", "Analytics"],
      swiftSettings: quick + strict
    ),
    .target(
      name: "Dashboard",
      dependencies: [
        "Core", "ProjectConfiguration", "PluginHost", "Store", "Analytics", "Pictures", "Pipeline", "CZlib",
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      resources: [.copy("Web")], swiftSettings: quick + strict),
    .executableTarget(
      name: "Host",
      dependencies: [
        "Core", "ProjectConfiguration", "PluginHost", "Store", "Analytics", "Pictures", "Pipeline", "Dashboard",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The plugins
    .target(
      name: "IDXDataset", dependencies: ["PluginKit", "Kernels", "CZlib"], path: "Plugins/IDXDataset",
      swiftSettings: quick + strict,
      linkerSettings: oneSymbol),
    .target(
      name: "MNISTCNN", dependencies: ["PluginKit", "Kernels"], path: "Plugins/MNISTCNN", swiftSettings: quick + strict,
      linkerSettings: oneSymbol),
    .target(
      name: "DigitMetadata", dependencies: ["PluginKit", "Kernels"], path: "Plugins/DigitMetadata", swiftSettings: quick + strict,
      linkerSettings: oneSymbol),
    .target(
      name: "HeatMap", dependencies: ["PluginKit", "Kernels"], path: "Plugins/HeatMap", swiftSettings: quick + strict,
      linkerSettings: oneSymbol),
    .target(
      name: "Similars", dependencies: ["PluginKit", "Kernels"], path: "Plugins/Similars", swiftSettings: quick + strict,
      linkerSettings: oneSymbol),
    .target(
      name: "PopulationMap", dependencies: ["PluginKit", "Kernels"], path: "Plugins/PopulationMap", swiftSettings: quick + strict,
      linkerSettings: oneSymbol),
    .target(
      name: "Insights", dependencies: ["PluginKit", "Kernels"], path: "Plugins/Insights", swiftSettings: quick + strict,
      linkerSettings: oneSymbol),

    // The tests
    .target(name: "TestHost", dependencies: ["PluginKit", "PluginAPI"], path: "Tests/TestHost", swiftSettings: strict),
    .target(name: "KernelTwins", dependencies: ["Kernels"], path: "Tests/KernelTwins", swiftSettings: fast + strict),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels", "KernelTwins"], swiftSettings: strict),
    .testTarget(name: "MNISTCNNTests", dependencies: ["MNISTCNN", "Kernels", "PluginKit"], swiftSettings: strict),
    .testTarget(
      name: "HeatMapTests", dependencies: ["HeatMap", "PluginKit", "Kernels", "KernelTwins", "TestHost"], swiftSettings: strict,
      // All tests are one binary, in which each plugin that is linked has an entry function. No test calls it.
      linkerSettings: [.unsafeFlags(["-Xlinker", "--allow-multiple-definition"])]),
    .testTarget(name: "PluginKitTests", dependencies: ["PluginKit", "TestHost"], swiftSettings: strict),
    .testTarget(name: "CoreTests", dependencies: ["Core"], swiftSettings: strict),
    .testTarget(name: "ProjectConfigurationTests", dependencies: ["ProjectConfiguration"], swiftSettings: strict),
    .testTarget(name: "PicturesTests", dependencies: ["Pictures", "Core"], swiftSettings: strict),
    .testTarget(name: "AnalyticsTests", dependencies: ["Analytics", "Core"], swiftSettings: strict),
    .testTarget(name: "StoreTests", dependencies: ["Store", "Core"], swiftSettings: strict),
    .testTarget(
      name: "PluginContractTests", dependencies: ["PluginHost", "PluginAPI", "ProjectConfiguration", "Core"],
      swiftSettings: strict),
    .testTarget(
      name: "PipelineTests", dependencies: ["Pipeline", "PluginHost", "ProjectConfiguration", "Store", "Analytics", "Core"],
      swiftSettings: strict),
    .testTarget(
      name: "DashboardTests",
      dependencies: [
        "Dashboard", "Pipeline", "ProjectConfiguration", "Store", "Core", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .testTarget(name: "EndToEndTests", dependencies: ["Core", "Store", "Pictures"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

if checksKernels {
  let kept = ["PluginAPI", "PluginKit", "Kernels", "KernelTwins", "KernelsTests", "TestHost"]
  let callers = ["MNISTCNN", "HeatMap"].flatMap { [$0, $0 + "Tests"] }
  package.products = []
  package.targets.removeAll { !(kept + callers).contains($0.name) }
}
