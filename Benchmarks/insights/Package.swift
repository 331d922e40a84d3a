// swift-tools-version: 6.2
// Our side of script/bench insights: a package of its own, so that nothing of it is built with Leap.
import PackageDescription

#if arch(x86_64)
  let processor = ["-Xcc", "-march=x86-64-v3"]
#else
  let processor: [String] = []
#endif

let package = Package(
  name: "insights-benchmark",
  targets: [
    // The flags of the root package.
    .target(
      name: "Kernels",
      swiftSettings: [.unsafeFlags(["-Ounchecked", "-wmo", "-num-threads", "2", "-Xcc", "-fno-math-errno"] + processor)]),
    .executableTarget(name: "InsightsBenchmark", dependencies: ["Kernels"]),
  ],
  swiftLanguageModes: [.v6])
