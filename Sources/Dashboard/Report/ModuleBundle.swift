import Core
import Foundation

/// Modules of the page for a document that opens from disk, where one module cannot load another by its place: each has a name of
/// its own (`leap/map/camera.js`), which an import map leads to its text.
struct ModuleBundle: Sendable {
  /// Names to `data:` addresses.
  private(set) var imports: [String: String] = [:]

  /// - Parameter entry: a module by its name in the folder, e.g. `report/report.js`; those that it imports come along.
  /// - Throws: `LeapError` where a module is missing, or asks for another in a way that does not hold in a document.
  init(_ entry: String, in web: WebFolder) throws {
    var wanted = [entry]
    while let name = wanted.popLast() {
      guard imports[Self.bare(name)] == nil else { continue }
      guard let asset = try web.asset(name) else {
        throw LeapError(
          .system, doing: "writing a report", problem: "the page's file '\(name)' is missing", remedy: "build leap-host again")
      }
      let module = String(decoding: asset.bytes, as: UTF8.self)
      if let word = Self.unreadable(in: module) {
        throw LeapError(
          .system, doing: "writing a report", problem: "the page's file '\(name)' says '\(word)' where it cannot be followed",
          remedy: "write it as: import { name } from './file.js';")
      }
      let text = module.replacing(Self.statement) { match in
        let target = Self.resolved(match.2, from: name)
        wanted.append(target)
        return "\(match.1)'\(Self.bare(target))';"
      }
      imports[Self.bare(name)] = "data:text/javascript;base64," + Data(text.utf8).base64EncodedString()
    }
  }

  /// A static import, which may stand in several lines. 1: what stands before the place of the other module, 2: that place.
  private static var statement: Regex<(Substring, Substring, Substring)> {
    /^((?:import|export)\b[^'"`;]*\bfrom )'(\.\.?\/[^'"`\n]+)';/.anchorsMatchLineEndings()
  }

  /// What is left over that asks for other files: `import './a.js'`, double quotes, `import(...)`, `import.meta`.
  private static func unreadable(in module: String) -> Substring? {
    let comments = /\/\*(?s:.*?)\*\/|\/\/[^\n]*/
    let rest = module.replacing(comments, with: "").replacing(statement, with: "")
    return rest.firstMatch(of: /\bimport\b[^\n]*|\bfrom\s*["'`][^\n]*/)?.output
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
