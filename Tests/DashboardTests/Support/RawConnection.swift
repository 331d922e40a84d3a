import NIOCore
import NIOPosix

/// Bytes over a loopback socket, for requests that no client would send.
struct RawConnection: Sendable {
  private let channel: any Channel
  private let received: AsyncStream<ByteBuffer>

  /// - Parameter reads: false for a client that takes nothing.
  init(port: Int, reads: Bool = true) async throws {
    let (received, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
    channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.autoRead, value: reads)
      .channelOption(.socketOption(.so_rcvbuf), value: 1 << 16)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Forwarder(continuation: continuation))
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
    self.received = received
  }

  func send(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)) }
  func close() async throws { try await channel.close() }
  /// Takes what has come from now on.
  func startReading() async throws { try await channel.setOption(.autoRead, value: true).get() }

  /// What comes until `isEnough` holds for all of it, or the server closes the connection.
  func text(until isEnough: (String) -> Bool = { _ in false }) async -> String {
    var text = ""
    for await bytes in received {
      text += String(buffer: bytes)
      if isEnough(text) { break }
    }
    return text
  }

  private final class Forwarder: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let continuation: AsyncStream<ByteBuffer>.Continuation
    init(continuation: AsyncStream<ByteBuffer>.Continuation) { self.continuation = continuation }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { continuation.yield(unwrapInboundIn(data)) }
    func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
    // The server has cut it off: its end follows.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
