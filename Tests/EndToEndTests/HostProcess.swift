import Foundation
import Testing

/// The built leap-host, started as a user starts it.
enum HostProcess {
  struct Answer: Sendable {
    var status: Int32
    var output: String
    var errors: String
    /// The last line on standard error.
    var lastError: String { errors.split(separator: "\n").last.map(String.init) ?? "" }
    func json() throws -> [String: Any] {
      try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }
  }

  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let products: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: own).deletingLastPathComponent().path
  }()
  static var executable: String { products + "/leap-host" }

  /// Holds all that the tests of this process write; removed when it ends.
  static let root: String = {
    let path = NSTemporaryDirectory() + "leap-e2e-\(ProcessInfo.processInfo.processIdentifier)"
    mkdir(path, 0o755)
    atexit { try? FileManager.default.removeItem(atPath: HostProcess.root) }  // a leftover only costs space
    return path
  }()

  /// A fresh folder, with these files in it.
  static func folder(_ files: [String: String] = [:]) throws -> String {
    let path = root + "/\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8) }
    return path
  }

  static func start(
    _ arguments: [String], in folder: String, environment: [String: String] = [:], through shell: String? = nil
  ) throws -> (process: Process, finish: () throws -> Answer) {
    let process = Process()
    if let shell {
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = ["-c", shell + " exec \"$@\"", "bash", executable] + arguments
    } else {
      process.executableURL = URL(fileURLWithPath: executable)
      process.arguments = arguments
    }
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    // Tests run beside each other: one thread for each process. Results do not depend on it.
    process.environment = ProcessInfo.processInfo.environment.merging(["LEAP_THREADS": "1"]) { $1 }.merging(environment) { $1 }
    // Files, not pipes: nothing can block on a reader that is not there.
    let paths = ["out", "err"].map { folder + "/.\($0)-\(UInt32.random(in: 0 ... .max))" }
    for path in paths { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: paths[0]))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: paths[1]))
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return (
      process,
      {
        process.waitUntilExit()
        let texts = try paths.map { try String(contentsOfFile: $0, encoding: .utf8) }
        return Answer(status: process.terminationStatus, output: texts[0], errors: texts[1])
      }
    )
  }

  /// Blocks its thread until the process has ended, so that no more of them run at a time than tests have threads.
  static func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:], through shell: String? = nil
  ) throws -> Answer {
    try start(arguments, in: folder, environment: environment, through: shell).finish()
  }

  /// A small project on real digits, see `SmallMNIST`: a run takes a moment.
  /// - Parameter training: so many training samples; the others are validation samples.
  static func smallProject(
    _ extra: String = "", training: Int = SmallMNIST.training, epochs: Int = 1
  ) throws -> [String: String] {
    let validation = SmallMNIST.training + SmallMNIST.validation - training
    return [
      "leap.yaml": """
      project: small
      dataset: {plugin: libIDXDataset.so, options: {path: \(try SmallMNIST.folder.get()), validation: \(validation)}}
      model: {plugin: libMNISTCNN.so, training: {epochs: \(epochs), checkpoint_seconds: 0.05}}
      metadata: [libDigitMetadata.so]
      \(extra)
      """
    ]
  }
}
