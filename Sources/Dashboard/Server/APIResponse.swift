import Core
import NIOCore
import NIOHTTP1

/// What a route answers.
struct APIResponse: Sendable {
  enum Content: Sendable {
    case bytes(ByteBuffer)
    /// Goes on until the client leaves.
    case events(@Sendable (ResponseWriter) async throws -> Void)
    /// The client has it already.
    case unchanged
  }

  var status: HTTPResponseStatus = .ok
  var type: String
  var content: Content
  /// The tag of the content, without quotes: the same one always stands for the same bytes.
  var tag: String?

  static let json = "application/json"
  static let png = "image/png"

  init(_ content: ByteBuffer, type: String, tag: String? = nil, status: HTTPResponseStatus = .ok) {
    self.content = .bytes(content)
    self.type = type
    self.tag = tag
    self.status = status
  }

  init(_ json: JSONValue, status: HTTPResponseStatus = .ok) throws {
    try self.init(of: json, status: status)
  }

  /// An answer that is JSON.
  init(of value: some Encodable, status: HTTPResponseStatus = .ok) throws {
    self.init(ByteBuffer(bytes: try JSONText.bytes(of: value)), type: Self.json, status: status)
  }

  init(events: @escaping @Sendable (ResponseWriter) async throws -> Void) {
    content = .events(events)
    type = "text/event-stream"
  }

  private init(unchanged tag: String, type: String) {
    content = .unchanged
    self.tag = tag
    self.type = type
    status = .notModified
  }

  static func unchanged(_ tag: String, type: String) -> APIResponse { APIResponse(unchanged: tag, type: type) }
  static let nothing: APIResponse = {
    var answer = APIResponse(ByteBuffer(), type: "")
    answer.status = .noContent
    return answer
  }()

  /// Whether `If-None-Match` names the tag. Weak tags count, as the comparison for GET is the weak one (RFC 9110, 13.1.2).
  static func isKnown(_ tag: String, to header: String?) -> Bool {
    guard let header else { return false }
    return header.split(separator: ",").contains { part in
      var text = part.drop { $0 == " " }
      while text.last == " " { text.removeLast() }
      if text.hasPrefix("W/") { text = text.dropFirst(2) }
      return text == "*" || text == "\"\(tag)\"" || text == "\"\(tag)-gz\""
    }
  }
}

extension APIResponse {
  /// - Parameter compresses: whether the client takes gzip.
  /// - Parameter always: also what hardly shrinks.
  func response(compresses: Bool, always: Bool = false) async -> Response {
    var headers: HTTPHeaders = [:]
    if !type.isEmpty { headers[.contentType] = type }
    headers[.cacheControl] = tag == nil ? "no-store" : "private, no-cache"
    var suffix = ""
    switch content {
    case .bytes(var bytes):
      if isText { headers[.vary] = "Accept-Encoding" }
      if compresses, always || isText && bytes.readableBytes > 1024,
        let smaller = await Gzip.compressed(bytes, tag: tag)
      {
        bytes = smaller
        headers[.contentEncoding] = "gzip"
        suffix = "-gz"
      }
      if let tag { headers[.eTag] = "\"\(tag)\(suffix)\"" }
      return Response(status: status, headers: headers, body: .bytes(bytes))
    case .events(let write):
      headers[.cacheControl] = "no-cache"
      return Response(status: status, headers: headers, body: .stream(write))
    case .unchanged:
      if let tag { headers[.eTag] = "\"\(tag)\"" }
      return Response(status: status, headers: headers)
    }
  }

  private var isText: Bool {
    type.hasPrefix("text/") || type.hasPrefix(Self.json) || type.hasPrefix("image/svg")
  }
}
