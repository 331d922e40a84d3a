import Core
import Foundation
import Testing

@testable import Dashboard

/// docs/openapi.json and the routes say the same.
@Suite struct OpenAPITests {
  private let document: JSONValue

  init() throws {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    document = try JSONDecoder().decode(
      JSONValue.self, from: Data(contentsOf: repository.appendingPathComponent("docs/openapi.json")))
  }

  private struct Operation: Hashable, CustomStringConvertible {
    var method, path: String
    /// Of the query.
    var query: Set<String>
    var hasBody: Bool
    var description: String { "\(method) \(path) \(query.sorted()) \(hasBody ? "with body" : "")" }
  }

  private func members(_ value: JSONValue?) -> [String: JSONValue] {
    if case .object(let members)? = value { members } else { [:] }
  }

  /// A reference followed.
  private func resolved(_ value: JSONValue) -> JSONValue {
    guard case .string(let text)? = value.at(pointer: "/$ref") else { return value }
    return document.at(pointer: String(text.dropFirst())) ?? .null
  }

  private var documented: [Operation] {
    members(document.at(pointer: "/paths")).flatMap { path, methods in
      members(methods).map { method, operation in
        var query: Set<String> = []
        if case .array(let parameters)? = operation.at(pointer: "/parameters") {
          for parameter in parameters.map(resolved) where parameter.at(pointer: "/in") == .string("query") {
            if case .string(let name)? = parameter.at(pointer: "/name") { query.insert(name) }
          }
        }
        return Operation(
          method: method.uppercased(), path: path, query: query, hasBody: operation.at(pointer: "/requestBody") != nil)
      }
    }
  }

  @Test func documentAndRoutesAgree() {
    let served = DashboardServer.table.routes.map {
      Operation(method: $0.method.rawValue, path: $0.path, query: Set($0.query), hasBody: $0.bodyLimit > 0)
    }
    #expect(Set(served).count == served.count)
    #expect(Set(served).subtracting(documented) == [], "served, and not documented")
    #expect(Set(documented).subtracting(served) == [], "documented, and not served")
  }

  /// What the document points to is there, and path parameters are described.
  @Test func theDocumentIsWhole() {
    func references(_ value: JSONValue) -> [String] {
      switch value {
      case .object(let members):
        members.flatMap { key, member in
          if key == "$ref", case .string(let text) = member { [text] } else { references(member) }
        }
      case .array(let values): values.flatMap(references)
      default: []
      }
    }
    for text in Set(references(document)) { #expect(document.at(pointer: String(text.dropFirst())) != nil, "\(text)") }
    for (path, methods) in members(document.at(pointer: "/paths")) {
      let named = Set(path.matches(of: #/\{([a-z]+)\}/#).map { String($0.1) })
      for (method, operation) in members(methods) {
        guard case .array(let parameters)? = operation.at(pointer: "/parameters") else {
          #expect(named.isEmpty, "\(method) \(path)")
          continue
        }
        let described = parameters.map(resolved).filter { $0.at(pointer: "/in") == .string("path") }.compactMap {
          if case .string(let name)? = $0.at(pointer: "/name") { name } else { nil }
        }
        #expect(Set(described) == named, "\(method) \(path)")
      }
    }
  }
}
