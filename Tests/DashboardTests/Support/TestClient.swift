import HTTPTypes
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

  func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> Reply { try await send(.get, path, headers: headers) }

  /// - Parameter path: paths of the API may be short: `/runs` for `/api/v1/runs`.
  /// - Throws: `TestConnection.Closed` where the server closes the connection instead.
  func send(_ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, headers: HTTPFields = [:]) async throws -> Reply
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
    _ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields, _ body: ByteBuffer?
  ) -> HTTPRequestHead {
    let isShort = ["/runs", "/charts", "/annotations"].contains {
      path == $0 || path.hasPrefix($0 + "/") || path.hasPrefix($0 + "?")
    }
    var headers = HTTPHeaders([("Host", "localhost")])
    for field in fields { headers.replaceOrAdd(name: field.name.rawName, value: field.value) }
    if let body { headers.add(name: "Content-Length", value: "\(body.readableBytes)") }
    return HTTPRequestHead(
      version: .http1_1, method: HTTPMethod(rawValue: method.rawValue), uri: isShort ? Route.base + path : path,
      headers: headers)
  }
}

extension DashboardServer {
  struct NotListening: Error {}

  /// Serves at a free port while `body` asks.
  func ask<Value: Sendable>(
    at address: Address? = nil, _ body: @escaping @Sendable (TestClient) async throws -> Value
  ) async throws -> Value {
    let address = try address ?? Address(port: 0)
    let (ports, ready) = AsyncStream.makeStream(of: Int.self)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { ready.finish() }
        try await self.listen(at: address) { ready.yield($0) }
      }
      defer { group.cancelAll() }
      var port = ports.makeAsyncIterator()
      guard let port = await port.next() else {
        try await group.next()
        throw NotListening()
      }
      return try await body(TestClient(port: port))
    }
  }

  /// Runs as `leap-host serve` does while `body` asks.
  func run<Value: Sendable>(_ body: (TestClient, Task<Void, any Error>) async throws -> Value) async throws -> Value {
    let (addresses, ready) = AsyncStream.makeStream(of: String.self)
    let running = Task {
      defer { ready.finish() }
      try await self.run(at: .init(port: 0)) { ready.yield($0) }
    }
    defer { running.cancel() }
    for await address in addresses {
      guard let port = address.split(separator: ":").last.flatMap({ Int($0.dropLast()) }) else { throw NotListening() }
      return try await body(TestClient(port: port), running)
    }
    try await running.value
    throw NotListening()
  }
}
