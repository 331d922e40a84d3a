import Foundation
import NIOCore

/// All routes, and which of them a path means.
struct RouteTable: Sendable {
  let routes: [Route]

  /// The methods of a path, none where there is no such path.
  func methods(of path: Substring) -> [Route.Method] {
    let parts = path.split(separator: "/")
    return routes.filter { $0.parameters(of: parts) != nil }.map(\.method)
  }

  /// A route that names the path's words goes before one that has parameters in their place; GET routes answer HEAD, too.
  func match(_ request: Request) -> (route: Route, parameters: [String: Substring])? {
    let parts = request.path.split(separator: "/")
    let method = request.method == Route.Method.head.rawValue ? Route.Method.get.rawValue : request.method
    return routes.lazy.filter { $0.method.rawValue == method }
      .compactMap { route in route.parameters(of: parts).map { (route, $0) } }
      .min { $0.parameters.count < $1.parameters.count }
  }

  /// - Returns: nil where the path is none of the API's.
  /// - Throws: `APIError` 405 where a route has the path and none has the method, and what the route throws.
  func response(to request: Request, _ parts: RequestParts, _ project: ServedProject) async throws -> Response? {
    guard let (route, parameters) = match(request) else {
      let methods = methods(of: request.path)
      guard !methods.isEmpty, request.method != "OPTIONS" else { return nil }
      throw Self.wrongMethod(request, methods)
    }
    let asked = try await APIRequest(request, parameters, parts, route, project)
    let answer =
      if route.isLong { try await request.hangUp.watch { try await route.answer(asked) } } else { try await route.answer(asked) }
    let always = asked.query.text("compress") == "gzip"
    return await answer.response(compresses: request.takesGzip || always, always: always)
  }

  private static func wrongMethod(_ request: Request, _ methods: [Route.Method]) -> APIError {
    let names = (methods + (methods.contains(.get) ? [.head] : [])).map(\.rawValue).joined(separator: ", ")
    return APIError(
      .methodNotAllowed, doing: "answering", "\(request.method) does not go with this path", remedy: "use \(names)",
      headers: [.allow: names])
  }
}

extension APIRequest {
  /// Reads the body, too.
  fileprivate init(
    _ request: Request, _ parameters: [String: Substring], _ parts: RequestParts, _ route: Route, _ project: ServedProject
  ) async throws {
    let parameters = try parameters.mapValues(Self.decodedPart)
    let query = try Query(request.query, known: route.query)
    if let compress = query.text("compress"), compress != "gzip" {
      throw Query.error("compress '\(compress.prefix(64))' is unknown", "write compress=gzip")
    }
    let tooLarge = APIError(
      .contentTooLarge, doing: "reading the request", "its body is larger than \(route.bodyLimit) bytes", remedy: "send less")
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > max(route.bodyLimit, 1024) { throw tooLarge }
    var body = ByteBuffer()
    if route.bodyLimit > 0 {
      do { body = try await parts.body(upTo: route.bodyLimit) } catch is RequestParts.BodyTooLarge { throw tooLarge }
    }
    self.init(
      project: project, parameters: parameters, query: query, body: body, known: request.headers[.ifNoneMatch],
      key: request.target)
  }

  /// A part of a path; there `+` is itself.
  private static func decodedPart(_ text: Substring) throws -> String {
    guard let plain = String(text).removingPercentEncoding, !plain.contains("\0") else {
      throw Query.error("'\(text.prefix(64))' is not percent-encoded UTF-8", "encode it with encodeURIComponent")
    }
    return plain
  }
}
