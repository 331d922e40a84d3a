import NIOCore
import NIOHTTP1
import NIOPosix

/// Answers HTTP/1 over TCP: one task a connection, within bounds. It knows no route.
struct HTTPServer: Sendable {
  /// - Throws: where there is nothing to say; the connection closes.
  typealias Respond = @Sendable (Request, RequestParts) async throws -> Response

  struct Limits: Sendable {
    /// Connections at a time; more wait.
    var connections = 1024
    /// The time after which a connection is closed whose client sends nothing while the server waits for it.
    var idle = Duration.seconds(75)
    /// Bytes of all header fields of a request together.
    var headerBytes = 64 << 10
    var headerFields = 100
  }

  var limits = Limits()
  let respond: Respond

  /// Answers until the task is canceled; then every connection is closed.
  /// - Parameters:
  ///   - port: 0 for any that is free.
  ///   - ready: gets the port once the server listens.
  /// - Throws: `IOError` where it cannot listen, `CancellationError`.
  func run(host: String, port: Int, ready: @Sendable (Int) async -> Void) async throws {
    let limits = limits
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .bind(host: host, port: port, serverBackPressureStrategy: .init(lowWatermark: 1, highWatermark: 2)) { channel in
        channel.eventLoop.makeCompletedFuture { try HTTPConnection(channel, limits: limits) }
      }
    try await listener.executeThenClose { connections in
      await ready(listener.channel.localAddress?.port ?? port)
      try await withThrowingTaskGroup(of: Void.self) { group in
        // Counts connections that have ended, too, until they are collected; never less than there are.
        var open = 0
        for try await connection in connections {
          if open == limits.connections { try await group.next() } else { open += 1 }
          group.addTask { await connection.serve(respond) }
        }
        group.cancelAll()
      }
    }
    try Task.checkCancellation()
  }
}
