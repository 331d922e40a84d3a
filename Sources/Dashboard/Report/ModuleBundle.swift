import Core
import Foundation

/// Modules of the page for a document that opens from disk, where one module cannot load another by its place: each has a name of
/// its own (`leap/map/camera.js`), which an import map leads to its text.
struct ModuleBundle: Sendable {
  /// Names to `data:` addresses.
  private(set) var imports: [String: String] = [:]

  /// - Parameter entry: a module by its name in the folder, e.g. `report/report.js`; those that it imports come along.
  init(_ entry: String, in web: WebFolder) throws {
    var wanted = [entry]
    while let name = wanted.popLast() {
      guard imports[Self.bare(name)] == nil else { continue }
      guard let asset = try web.asset(name) else {
        throw LeapError(
          .system, doing: "writing a report", problem: "the page's file '\(name)' is missing", remedy: "build leap-host again")
      }
      let text = String(decoding: asset.bytes, as: UTF8.self).replacing(/from '(\.\.?\/[^']+)'/) { match in
        let target = Self.resolved(match.1, from: name)
        wanted.append(target)
        return "from '\(Self.bare(target))'"
      }
      imports[Self.bare(name)] = "data:text/javascript;base64," + Data(text.utf8).base64EncodedString()
    }
  }

  static func bare(_ name: String) -> String { "leap/" + name }

  /// A relative import as a name in the folder: `../core/dom.js` from `map/hover.js` is `core/dom.js`.
  static func resolved(_ path: Substring, from name: String) -> String {
    var parts = name.split(separator: "/").dropLast()
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
