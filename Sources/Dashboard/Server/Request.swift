import NIOHTTP1

/// One request without its body.
struct Request: Sendable {
  /// The method as it was sent, e.g. `GET`.
  let method: String
  /// The path, still percent-encoded, and the query where there is one: `/api/v1/runs?x=1`.
  let target: String
  /// The host and port that the client meant, `localhost:8420`.
  let authority: String
  let headers: HTTPHeaders
  /// Tells when the client has left.
  let hangUp: HangUp

  init(_ head: HTTPRequestHead, hangUp: HangUp) {
    method = head.method.rawValue
    headers = head.headers
    self.hangUp = hangUp
    // What a client sends to a proxy. Its authority takes the place of the header's (RFC 9112, 3.2.2).
    let scheme = "http://"
    guard head.uri.hasPrefix(scheme) else {
      (target, authority) = (head.uri, head.headers[.host] ?? "")
      return
    }
    let rest = head.uri.dropFirst(scheme.count)
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    authority = String(rest[..<end])
    target = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/\(rest[end...])"
  }

  /// The path without the query, still percent-encoded.
  var path: Substring { target.prefix { $0 != "?" } }
  /// What stands after `?`.
  var query: String? { target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) } }

  var takesGzip: Bool { headers[.acceptEncoding]?.contains("gzip") ?? false }
}
