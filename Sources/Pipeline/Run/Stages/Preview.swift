import Foundation
import PluginHost
import Store
import Synchronization

/// Early states of an analyzer's arrays, as files of the run for whoever watches: `preview-map.npy` for "map".
///
/// What is canceled or killed leaves its last one; what is finished leaves none.
final class Preview: Sendable {
  private let directory: String
  private let last = Mutex<(files: Set<String>, written: ContinuousClock.Instant?)>(([], nil))
  /// The least time between two files, so that a fast analyzer does not wait for the disk.
  private static let interval = Duration.milliseconds(300)

  init(directory: String) { self.directory = directory }

  static func fileName(for key: String) -> String { "preview-\(key).npy" }

  func show(_ key: String, _ tensor: Tensor) {
    last.withLock { last in
      let now = ContinuousClock.now
      guard Self.isFileName(key), last.written.map({ now - $0 >= Self.interval }) ?? true else { return }
      last.written = now
      let name = Self.fileName(for: key)
      // A preview that cannot be written is no reason to stop: the result itself will say what is wrong.
      guard (try? OutsideArrays.write(tensor, to: "\(directory)/\(name)")) != nil else { return }
      last.files.insert(name)
    }
  }

  func remove() {
    last.withLock { last in
      for name in last.files { try? FileManager.default.removeItem(atPath: "\(directory)/\(name)") }
      last.files = []
    }
  }

  static func isFileName(_ key: String) -> Bool {
    !key.isEmpty && key.count <= 64 && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
  }
}
