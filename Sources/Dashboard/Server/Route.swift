/// One path and method of the API.
struct Route: Sendable {
  enum Method: String { case get = "GET", head = "HEAD", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE" }

  let method: Method
  /// The path as in docs/openapi.json: `/api/v1/runs/{run}/map`.
  let path: String
  /// Names of its parameters.
  let query: [String]
  /// The largest body that it reads, in bytes.
  let bodyLimit: Int
  /// Work that is worth stopping when the client leaves.
  let isLong: Bool
  let answer: @Sendable (APIRequest) async throws -> APIResponse
  /// The parts of the path between its slashes.
  private let parts: [Substring]

  static let base = "/api/v1"
  /// Enough for any text that a person writes.
  static let usualBody = 256 << 10

  private init(
    method: Method, path: String, query: [String], bodyLimit: Int, isLong: Bool,
    answer: @escaping @Sendable (APIRequest) async throws -> APIResponse
  ) {
    self.method = method
    self.path = Self.base + path
    self.query = query
    self.bodyLimit = bodyLimit
    self.isLong = isLong
    self.answer = answer
    parts = self.path.split(separator: "/")
  }

  static func get(
    _ path: String, query: [String] = [], isLong: Bool = false,
    _ answer: @escaping @Sendable (APIRequest) async throws -> APIResponse
  ) -> Route {
    Route(method: .get, path: path, query: query + ["compress"], bodyLimit: 0, isLong: isLong, answer: answer)
  }

  /// A method with a body.
  static func send(
    _ method: Method, _ path: String, bodyLimit: Int = usualBody, isLong: Bool = false,
    _ answer: @escaping @Sendable (APIRequest) async throws -> APIResponse
  ) -> Route {
    Route(method: method, path: path, query: [], bodyLimit: bodyLimit, isLong: isLong, answer: answer)
  }

  /// What stands in a path for `{name}`, still percent-encoded.
  /// - Parameter given: the path's parts.
  /// - Returns: nil for a path of another route.
  func parameters(of given: [Substring]) -> [String: Substring]? {
    guard given.count == parts.count else { return nil }
    var found: [String: Substring] = [:]
    for (part, value) in zip(parts, given) {
      if part.hasPrefix("{") { found[String(part.dropFirst().dropLast())] = value } else if part != value { return nil }
    }
    return found
  }
}
