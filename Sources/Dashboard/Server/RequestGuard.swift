import Core

/// What every request passes: who may ask (docs/threat-model.md), how errors look, and the headers of every response.
struct RequestGuard: Sendable {
  let admission: Admission

  static let longestURL = 32 << 10

  /// - Parameter next: answers whoever was let in.
  func respond(to request: Request, _ next: () async throws -> Response) async throws -> Response {
    var response: Response
    do {
      guard request.target.utf8.count <= Self.longestURL else {
        throw APIError(
          .uriTooLong, doing: "reading the URL", "it is longer than \(Self.longestURL) bytes", remedy: "ask for less at once")
      }
      if let welcome = try admission.check(request) { response = welcome } else { response = try await next() }
    } catch {
      let error = APIError(error)
      response = try await APIResponse(error.json, status: error.status).response(compresses: false)
      for (name, value) in error.headers { response.headers[name] = value }
    }
    for (name, value) in Self.headers { response.headers[name] = value }
    return response
  }

  /// The page is plain modules from this server, and draws charts with styles that a library sets.
  private static let headers: [(HeaderName, String)] = [
    (
      .contentSecurityPolicy,
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; "
        + "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    (.xContentTypeOptions, "nosniff"),
    (.referrerPolicy, "no-referrer"),
    (.resourcePolicy, "same-origin"),
    (.openerPolicy, "same-origin"),
  ]
}
