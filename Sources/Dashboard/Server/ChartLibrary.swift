import Core
import Foundation
import Synchronization

/// Plotly, which script/fetch-plotly puts into the data folder. It is checked when it is first asked for.
final class ChartLibrary: Sendable {
  /// SHA-256 of plotly.min.js in the wheel of plotly 7.1.0, as in script/fetch-plotly.
  static let digest = "3b6e15d45dbb7fca5bd2094291e961ddc5472cd887009e6009a56dab668d721f"

  let path: String
  private let checked = Mutex<[UInt8]?>(nil)

  init(environment: [String: String]) {
    path = UserFolders(environment: environment).data + "/leap/web/plotly.min.js"
  }

  /// - Throws: `APIError` 404 where it is not there or not the right one.
  func bytes() throws -> [UInt8] {
    try checked.withLock { checked in
      if let checked { return checked }
      let doing = "serving the chart library"
      guard let data = FileManager.default.contents(atPath: path) else {
        throw APIError(.notFound, doing: doing, "\(path) is not there", remedy: "run: script/fetch-plotly")
      }
      let bytes = Array(data)
      guard Digest(of: bytes).hex == Self.digest else {
        throw APIError(
          .notFound, doing: doing, "\(path) has not the expected SHA-256", remedy: "delete it and run: script/fetch-plotly")
      }
      checked = bytes
      return bytes
    }
  }
}
