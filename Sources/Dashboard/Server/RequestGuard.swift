import Core
import HTTPTypes
import Hummingbird

/// What every request passes: who may ask (docs/threat-model.md), how errors look, and the headers of every answer.
struct RequestGuard: RouterMiddleware {
  typealias Context = DashboardContext
  let admission: Admission
  let table: RouteTable

  static let longestURL = 32 << 10

  func handle(
    _ request: Request, context: DashboardContext, next: (Request, DashboardContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      guard request.uri.string.utf8.count <= Self.longestURL else {
        throw APIError(
          .uriTooLong, doing: "reading the URL", "it is longer than \(Self.longestURL) bytes", remedy: "ask for less at once")
      }
      if let welcome = try admission.check(request) { response = welcome } else { response = try await next(request, context) }
    } catch {
      var fault = APIError(error)
      if fault.status == .notFound, (error as? APIError) == nil, request.method != .options {
        let methods = table.methods(of: request.uri.path)
        if !methods.isEmpty { fault = Self.wrongMethod(request, methods) }
      }
      response = try await APIResponse(fault.json, status: fault.status).response(compresses: false)
      response.headers.append(contentsOf: fault.headers)
    }
    for (name, value) in Self.headers { response.headers[name] = value }
    return response
  }

  private static func wrongMethod(_ request: Request, _ methods: [HTTPRequest.Method]) -> APIError {
    let names = (methods + (methods.contains(.get) ? [.head] : [])).map(\.rawValue).joined(separator: ", ")
    return APIError(
      .methodNotAllowed, doing: "answering", "\(request.method.rawValue) does not go with this path", remedy: "use \(names)",
      headers: [.allow: names])
  }

  /// The page is plain modules from this server, and draws charts with styles that a library sets.
  private static let headers: [(HTTPField.Name, String)] = [
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
