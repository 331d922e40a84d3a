import NIOCore

@testable import Dashboard

struct NotListening: Error {}

/// Calls `body` with the port on which `serve` listens, and cancels `serve` then.
/// - Parameter serve: says its port, and goes on until it is canceled.
/// - Throws: what `body` throws, and what `serve` throws before it listens.
func listening<Value: Sendable>(
  _ serve: @escaping @Sendable (@escaping @Sendable (Int) -> Void) async throws -> Void,
  _ body: (_ port: Int) async throws -> Value
) async throws -> Value {
  let (ports, ready) = AsyncStream.makeStream(of: Int.self)
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      defer { ready.finish() }
      try await serve { ready.yield($0) }
    }
    defer { group.cancelAll() }
    var found = ports.makeAsyncIterator()
    guard let port = await found.next() else {
      try await group.next()
      throw NotListening()
    }
    return try await body(port)
  }
}

extension DashboardServer {
  /// Serves at a free port while `body` asks.
  func ask<Value: Sendable>(at address: Address? = nil, _ body: (TestClient) async throws -> Value) async throws -> Value {
    let address = try address ?? Address(port: 0)
    return try await listening({ try await self.listen(at: address, ready: $0) }) { try await body(TestClient(port: $0)) }
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

/// Serves at a free port while `body` asks.
/// - Parameter respond: answers each request; by default with its target.
func serving(
  _ limits: HTTPServer.Limits = .init(),
  _ respond: @escaping HTTPServer.Respond = { request, _ in
    Response(status: .ok, body: .bytes(ByteBuffer(string: request.target)))
  },
  _ body: (_ port: Int) async throws -> Void
) async throws {
  let server = HTTPServer(limits: limits, respond: respond)
  try await listening({ try await server.run(host: "127.0.0.1", port: 0, ready: $0) }, body)
}
