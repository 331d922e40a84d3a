// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "swift-metric",
  products: [.library(name: "Brier", type: .dynamic, targets: ["Brier"])],
  dependencies: [
    // The folder of Leap itself; its name does not matter.
    .package(name: "leap", path: "../..")
  ],
  targets: [
    .target(
      name: "Brier", dependencies: [.product(name: "PluginKit", package: "leap")],
      // Only the entry function leaves the library, so that two plugins never see each other's symbols.
      linkerSettings: [
        .unsafeFlags(["-use-ld=lld", "-Xlinker", "--version-script=\(Context.packageDirectory)/exports.map"])
      ])
  ],
  swiftLanguageModes: [.v6]
)
