import HTTPTypes
import Hummingbird

/// One path and method of the API.
struct Route: Sendable {
  let method: HTTPRequest.Method
  /// As in docs/openapi.json: `/api/v1/runs/{run}/map`.
  let path: String
  /// Names of its parameters.
  let query: [String]
  /// The largest body that it reads, in bytes.
  let bodyLimit: Int
  /// Work that is worth stopping when the client leaves.
  let isLong: Bool
  let answer: @Sendable (APIRequest) async throws -> APIResponse

  static let base = "/api/v1"
  /// Enough for any text that a person writes.
  static let usualBody = 256 << 10

  static func get(
    _ path: String, query: [String] = [], isLong: Bool = false,
    _ answer: @escaping @Sendable (APIRequest) async throws -> APIResponse
  ) -> Route {
    Route(method: .get, path: base + path, query: query + ["compress"], bodyLimit: 0, isLong: isLong, answer: answer)
  }

  /// A method with a body.
  static func send(
    _ method: HTTPRequest.Method, _ path: String, bodyLimit: Int = usualBody, isLong: Bool = false,
    _ answer: @escaping @Sendable (APIRequest) async throws -> APIResponse
  ) -> Route {
    Route(method: method, path: base + path, query: [], bodyLimit: bodyLimit, isLong: isLong, answer: answer)
  }
}

/// All routes, and which of them a path means.
struct RouteTable: Sendable {
  let routes: [Route]

  /// The methods of a path, none where there is no such path.
  func methods(of path: String) -> [HTTPRequest.Method] {
    let parts = path.split(separator: "/")
    return routes.filter { route in
      let wanted = route.path.split(separator: "/")
      return wanted.count == parts.count && zip(wanted, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }.map(\.method)
  }

  /// Hands requests to the routes.
  func register(in router: Router<DashboardContext>, desk: ServedProject, hangUps: HangUps) {
    for route in routes {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        let call = try await APIRequest(request, context, route, desk)
        let answer = try await hangUps.watch(route.isLong ? context.channel : nil) { try await route.answer(call) }
        let always = call.query.text("compress") == "gzip"
        let takes = request.headers[.acceptEncoding]?.contains("gzip") ?? false
        return await answer.response(compresses: takes || always, always: always)
      }
    }
  }
}

extension APIRequest {
  /// Reads the body, too.
  init(_ request: Request, _ context: DashboardContext, _ route: Route, _ desk: ServedProject) async throws {
    var parameters: [String: String] = [:]
    for (name, value) in context.parameters { parameters[String(name)] = try Self.decodedPart(value) }
    let query = try Query(request.uri.query, known: route.query)
    if let compress = query.text("compress"), compress != "gzip" {
      throw Query.fault("compress '\(compress.prefix(64))' is unknown", "write compress=gzip")
    }
    let tooLarge = APIError(
      .contentTooLarge, doing: "reading the request", "its body is larger than \(route.bodyLimit) bytes", remedy: "send less")
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > max(route.bodyLimit, 1024) { throw tooLarge }
    var body = ByteBuffer()
    if route.bodyLimit > 0 {
      do { body = try await request.body.collect(upTo: route.bodyLimit) } catch let error as any HTTPResponseError
        where error.status == .contentTooLarge
      { throw tooLarge }
    }
    self.init(
      desk: desk, parameters: parameters, query: query, body: body, known: request.headers[.ifNoneMatch],
      key: request.uri.string)
  }

  /// A part of a path; there `+` is itself.
  private static func decodedPart(_ text: Substring) throws -> String {
    guard let plain = String(text).removingPercentEncoding, !plain.contains("\0") else {
      throw Query.fault("'\(text.prefix(64))' is not percent-encoded UTF-8", "encode it with encodeURIComponent")
    }
    return plain
  }
}
