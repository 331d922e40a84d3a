import Core
import Foundation
import PluginHost
import ProjectConfiguration

/// Folders and compilers that the tests need.
enum Support {
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  /// Where the package's libraries were built: beside the test's own executable.
  static let products: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return ProcessInfo.processInfo.environment["LEAP_PLUGIN_DIR"] ?? URL(fileURLWithPath: own).deletingLastPathComponent().path
  }()
  static let scratch: String = {
    let path = NSTemporaryDirectory() + "leap-contract-\(ProcessInfo.processInfo.processIdentifier)"
    mkdir(path, 0o755)
    atexit { try? FileManager.default.removeItem(atPath: Support.scratch) }  // a leftover only costs space
    return path
  }()

  struct Failed: Error, CustomStringConvertible { let description: String }

  /// Compiles one of Tests/Fixtures/plugins to a shared library, strictly.
  static func compile(_ name: String) throws -> String {
    let library = "\(scratch)/lib\(name).so"
    if FileManager.default.fileExists(atPath: library) { return library }
    let part = "\(library).\(UInt32.random(in: 0 ... .max))"
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = [
      "cc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-fvisibility=hidden", "-I",
      repository + "/Sources/PluginAPI/include",
      repository + "/Tests/Fixtures/plugins/\(name).c", "-o", part, "-lm",
    ]
    try compiler.run()
    compiler.waitUntilExit()
    guard compiler.terminationStatus == 0 else { throw Failed(description: "cc failed on \(name).c") }
    rename(part, library)
    return library
  }

  /// A plan whose model is of no interest.
  static func plan(_ lines: String = "") throws -> ProjectPlan {
    try ProjectPlan(
      yaml: "project: contract\ndataset: libIDXDataset.so\nmodel: libMNISTCNN.so\n" + lines, file: scratch + "/leap.yaml")
  }

  static func component(_ path: String, _ role: PluginRole, options: String = "{}") throws -> (PluginRegistry, ResolvedPlugin) {
    let registry = PluginRegistry(finder: PluginFinder(environment: ["LEAP_PLUGIN_DIR": products, "HOME": scratch]))
    let use = PluginEntry(plugin: path, options: try ConfigNode(json: options))
    return (registry, try registry.resolve(use, role: role, plan: plan()))
  }

  static func batch(count: Int, labels: [Int64]?, logits: Tensor? = nil) -> SampleBatch {
    let values = (0..<count * 4).map { Float($0 % 7) / 7 }
    return SampleBatch(
      subset: SubsetInfo(name: "training", state: .training, count: count), indices: (0..<Int64(count)).map { $0 },
      inputs: Tensor(values, [count, 1, 2, 2]), labels: labels.map { Tensor($0, [count]) }, logits: logits)
  }
}
