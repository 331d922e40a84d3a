import Foundation

/// Plugins in C, most of them wrong on purpose, compiled once.
enum CompiledFixture {
  struct Failed: Error {}
  static func library(_ name: String) throws -> String { try library(name, of: "Tests/Fixtures/plugins/\(name).c") }

  /// - Parameter source: below the repository.
  static func library(_ name: String, of source: String) throws -> String {
    let library = HostProcess.root + "/\(name).so"
    if FileManager.default.fileExists(atPath: library) { return library }
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = [
      "cc", "-std=c99", "-shared", "-fPIC", "-fvisibility=hidden", "-I", HostProcess.repository + "/Sources/PluginAPI/include",
      HostProcess.repository + "/" + source, "-o", library, "-lm",
    ]
    try compiler.run()
    compiler.waitUntilExit()
    guard compiler.terminationStatus == 0 else { throw Failed() }
    return library
  }
}
