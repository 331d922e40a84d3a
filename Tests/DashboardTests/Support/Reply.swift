import Core
import Foundation
import NIOCore
import NIOHTTP1

@testable import Dashboard

/// One response, read.
struct Reply: Sendable {
  let status: Int
  let headers: HTTPHeaders
  let bytes: [UInt8]

  init(_ head: HTTPResponseHead, _ body: ByteBuffer) {
    status = Int(head.status.code)
    headers = head.headers
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
