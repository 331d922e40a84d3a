import Core
import Foundation
import PluginHost
import ProjectConfiguration

/// Functions of Tests/Fixtures/functions, as leap.yaml would name them.
enum FunctionSupport {
  /// A leap-host, which tries functions out in a process of its own.
  static let host = Support.products + "/leap-host"

  /// Compiles one of the C files, which know nothing of Leap, to a shared library.
  static func compile(_ name: String) throws -> String {
    let library = "\(Support.scratch)/lib\(name).so"
    if FileManager.default.fileExists(atPath: library) { return library }
    let part = "\(library).\(UInt32.random(in: 0 ... .max))"
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = [
      "cc", "-std=gnu99", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC",
      Support.repository + "/Tests/Fixtures/functions/\(name).c", "-o", part,
    ]
    try compiler.run()
    compiler.waitUntilExit()
    guard compiler.terminationStatus == 0 else { throw Support.Failed(description: "cc failed on \(name).c") }
    rename(part, library)
    return library
  }

  /// The only function of `functions: [{...}]`.
  static func function(_ entry: String, library: String) throws -> ResolvedFunction {
    let plan = try Support.plan("functions:\n  - {name: f, library: '\(library)', \(entry)}\n")
    return try ResolvedFunction(plan.functions[0], plan: plan)
  }

  static func image(_ entry: String) throws -> ResolvedFunction { try function(entry, library: compile("image")) }
  static func broken(_ entry: String) throws -> ResolvedFunction { try function(entry, library: compile("broken")) }

  /// Samples 3, 4, 5, ... of "training".
  static func inputs(_ count: Int) -> FunctionInputs {
    FunctionInputs(subset: "training", indices: (0..<Int64(count)).map { $0 + 3 })
  }
}
