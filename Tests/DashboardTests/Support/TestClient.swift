import NIOCore
import NIOHTTP1
import Synchronization

@testable import Dashboard

/// An HTTP/1.1 client of a server of this machine. Any number of tasks may ask at once; connections stay open for the next request.
final class TestClient: Sendable {
  let port: Int
  private let idle = Mutex<[TestConnection]>([])
  private let connections = Mutex(0)

  init(port: Int) { self.port = port }

  /// How many connections it took for the requests so far.
  var opened: Int { connections.withLock { $0 } }

  func get(_ path: String, _ headers: [HeaderName: String] = [:]) async throws -> Reply {
    try await send(.get, path, headers: headers)
  }

  /// - Parameter path: paths of the API may be short: `/runs` for `/api/v1/runs`.
  /// - Throws: `TestConnection.Closed` where the server closes the connection instead.
  func send(_ method: Route.Method, _ path: String, _ body: String? = nil, headers: [HeaderName: String] = [:]) async throws
    -> Reply
  {
    let kept = idle.withLock { $0.popLast() }
    let connection = if let kept, kept.isOpen { kept } else { try await connect() }
    let body = body.map { ByteBuffer(string: $0) }
    try await connection.send(Self.head(method, path, headers, body), body)
    let head = try await connection.head()
    var bytes = ByteBuffer()
    for try await var part in connection.body { bytes.writeBuffer(&part) }
    try Task.checkCancellation()
    if head.isKeepAlive { idle.withLock { $0.append(connection) } }
    return Reply(head, bytes)
  }

  /// A response that goes on. It ends when the caller lets go of the connection.
  func open(_ path: String) async throws -> (reply: Reply, connection: TestConnection) {
    let connection = try await connect()
    try await connection.send(Self.head(.get, path, [:], nil), nil)
    return (Reply(try await connection.head(), ByteBuffer()), connection)
  }

  private func connect() async throws -> TestConnection {
    connections.withLock { $0 += 1 }
    return try await TestConnection(port: port)
  }

  private static func head(
    _ method: Route.Method, _ path: String, _ fields: [HeaderName: String], _ body: ByteBuffer?
  ) -> HTTPRequestHead {
    let isShort = ["/runs", "/charts", "/annotations"].contains {
      path == $0 || path.hasPrefix($0 + "/") || path.hasPrefix($0 + "?")
    }
    var headers = HTTPHeaders([("Host", "localhost")])
    for (name, value) in fields { headers[name] = value }
    if let body { headers[.contentLength] = "\(body.readableBytes)" }
    return HTTPRequestHead(
      version: .http1_1, method: .init(rawValue: method.rawValue), uri: isShort ? Route.base + path : path,
      headers: headers)
  }
}
