import Core
import Foundation

/// The page's files. Their names come from the folder's own listing: what a request names is looked up in it and is never a path.
struct WebFolder: Sendable {
  struct Asset: Sendable {
    let type: String
    let bytes: [UInt8]
    let tag: String
  }

  private let folder: String
  /// Files of the page by name; nil: read anew whenever one is asked for, for those who work on the page.
  private let assets: [String: Asset]?

  private static let types = [
    "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml", "png": "image/png", "ico": "image/vnd.microsoft.icon", "woff2": "font/woff2",
    "json": "application/json",
  ]

  /// - Parameter override: a folder that takes the place of the one beside the executable, as LEAP_WEB_DIR says.
  init(override: String?) throws {
    if let override {
      (folder, assets) = (override, nil)
    } else {
      folder = Self.besideExecutable
      assets = try Self.listed(folder)
    }
  }

  private static var besideExecutable: String {
    let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return executable.deletingLastPathComponent().path + "/leap_Dashboard.resources/Web"
  }

  /// - Parameter only: the one file that is wanted; nil for all.
  private static func listed(_ folder: String, only: String? = nil) throws -> [String: Asset] {
    guard let names = FileManager.default.enumerator(atPath: folder) else { return [:] }
    var assets: [String: Asset] = [:]
    for case let name as String in names where only == nil || name == only {
      guard names.fileAttributes?[.type] as? FileAttributeType == .typeRegular,
        let type = types[URL(fileURLWithPath: name).pathExtension],
        !name.split(separator: "/").contains(where: { $0.hasPrefix(".") })
      else { continue }
      let path = "\(folder)/\(name)"
      guard let data = FileManager.default.contents(atPath: path) else {
        throw LeapError(
          .system, doing: "reading the dashboard's page", problem: "'\(name)' cannot be read", place: path,
          remedy: "check its permissions")
      }
      let bytes = Array(data)
      assets[name] = Asset(type: type, bytes: bytes, tag: String(Digest(of: bytes).hex.prefix(32)))
    }
    return assets
  }

  /// - Parameter name: as in the listing, e.g. `core/api.js`.
  /// - Returns: nil where the listing has no such name.
  func asset(_ name: String) throws -> Asset? { try (assets ?? Self.listed(folder, only: name))[name] }
}
