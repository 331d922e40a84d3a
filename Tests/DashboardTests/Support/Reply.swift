import Core
import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1

/// One response, read.
struct Reply: Sendable {
  let status: Int
  let headers: HTTPFields
  let bytes: [UInt8]

  init(_ head: HTTPResponseHead, _ body: ByteBuffer) {
    status = Int(head.status.code)
    var headers: HTTPFields = [:]
    for (name, value) in head.headers {
      if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
    }
    self.headers = headers
    bytes = Array(body.readableBytesView)
  }

  var json: JSONValue { (try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))) ?? .null }
  func at(_ pointer: String) -> JSONValue? { json.at(pointer: pointer) }
  /// JSON does not tell 1 from 1.0.
  func number(_ pointer: String) -> Double? {
    switch at(pointer) {
    case .int(let value)?: Double(value)
    case .double(let value)?: value
    default: nil
    }
  }
  /// What an error says.
  var problem: String { if case .string(let text)? = at("/error/problem") { text } else { "" } }
}
