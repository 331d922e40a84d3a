import NIOCore
import NIOHTTP1
import NIOPosix

/// One connection to a server of this machine, which carries one request at a time. It closes when nobody holds it any more, and when
/// a task that reads from it is canceled.
struct TestConnection: Sendable {
  struct Closed: Error {}
  typealias Parts = AsyncThrowingStream<HTTPClientResponsePart, any Error>

  private let channel: any Channel
  /// All responses, one after the other.
  private let parts: Parts

  init(port: Int) async throws {
    let (parts, continuation) = Parts.makeStream()
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(Forwarder(continuation: continuation))
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
    continuation.onTermination = { _ in channel.close(promise: nil) }
    self.channel = channel
    self.parts = parts
  }

  var isOpen: Bool { channel.isActive }

  /// - Returns: once the request is on its way.
  func send(_ head: HTTPRequestHead, _ body: ByteBuffer?) async throws {
    channel.write(HTTPClientRequestPart.head(head), promise: nil)
    if let body { channel.write(HTTPClientRequestPart.body(.byteBuffer(body)), promise: nil) }
    try await channel.writeAndFlush(HTTPClientRequestPart.end(nil))
  }

  /// The next response's head.
  /// - Throws: `Closed` where the connection ends before it.
  func head() async throws -> HTTPResponseHead {
    for try await case .head(let head) in parts { return head }
    throw Closed()
  }

  /// The body that follows the head, as it comes.
  var body: Body { Body(parts: parts.makeAsyncIterator()) }

  struct Body: AsyncSequence, AsyncIteratorProtocol {
    fileprivate var parts: Parts.AsyncIterator

    func makeAsyncIterator() -> Body { self }

    /// - Throws: `Closed` where the connection ends within the body.
    mutating func next() async throws -> ByteBuffer? {
      while let part = try await parts.next() {
        switch part {
        case .head: continue
        case .body(let bytes): return bytes
        case .end: return nil
        }
      }
      throw Closed()
    }
  }

  /// Hands on what arrives.
  private final class Forwarder: ChannelInboundHandler, Sendable {
    typealias InboundIn = HTTPClientResponsePart
    let continuation: Parts.Continuation
    init(continuation: Parts.Continuation) { self.continuation = continuation }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { continuation.yield(unwrapInboundIn(data)) }
    func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      continuation.finish(throwing: error)
      context.close(promise: nil)
    }
  }
}
