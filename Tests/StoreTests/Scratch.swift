import Core
import Foundation
import Store

/// A directory that goes away with the test.
final class Scratch: Sendable {
  let path = NSTemporaryDirectory().trimmingSuffix("/") + "/leap-store-\(UUID().uuidString)"
  var leap: String { path + "/.leap" }
  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  func store() throws -> RunStore { try RunStore(directory: leap) }

  /// A store with one run.
  func run() throws -> (store: RunStore, run: Run) {
    let store = try store()
    return (store, try store.createRun(project: "mnist", fingerprint: "f1"))
  }

  func names() throws -> [String] { try FileManager.default.subpathsOfDirectory(atPath: path).sorted() }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
}

func readBytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }
func writeBytes(_ bytes: [UInt8], _ path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

/// The identity of a file's bytes on the disk.
func inode(_ path: String) throws -> Int? {
  try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
}
