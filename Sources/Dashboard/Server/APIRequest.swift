import Core
import Foundation
import NIOCore

/// One request, read and checked as far as that can be done without looking at the project.
struct APIRequest: Sendable {
  let project: ServedProject
  /// What stands in the path for `{name}`.
  let parameters: [String: String]
  let query: Query
  let body: ByteBuffer
  /// The header `If-None-Match`, the tag that the client has; nil where it sent none.
  let known: String?
  /// The path and query, for caches.
  let key: String

  func parameter(_ name: String) -> String { parameters[name] ?? "" }

  /// The body as JSON.
  func decoded<Value: Decodable>(_: Value.Type = Value.self, doing: String) throws -> Value {
    func wrong(_ problem: String, at path: [any CodingKey]) -> APIError {
      let place = path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
      return APIError(
        .badRequest, doing: doing, place.isEmpty ? problem : "'\(place.prefix(64))' \(problem)", remedy: "see docs/openapi.json")
    }
    do {
      return try JSONDecoder().decode(Value.self, from: Data(body.readableBytesView))
    } catch DecodingError.typeMismatch(_, let context) {
      throw wrong("has the wrong type", at: context.codingPath)
    } catch DecodingError.keyNotFound(let key, let context) {
      throw wrong("is missing", at: context.codingPath + [key])
    } catch DecodingError.valueNotFound(_, let context) {
      throw wrong("is null", at: context.codingPath)
    } catch DecodingError.dataCorrupted(let context) {
      throw wrong(context.codingPath.isEmpty ? "the body is no JSON" : "is wrong", at: context.codingPath)
    }
  }
}
