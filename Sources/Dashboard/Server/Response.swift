import NIOCore
import NIOHTTP1

/// What is sent for a request.
struct Response: Sendable {
  enum Body: Sendable {
    case bytes(ByteBuffer)
    /// Written piece by piece until the closure returns.
    case stream(@Sendable (ResponseWriter) async throws -> Void)
  }

  var status: HTTPResponseStatus
  var headers: HTTPHeaders = [:]
  var body = Body.bytes(ByteBuffer())
}

/// The body of a response under way.
struct ResponseWriter: Sendable {
  let outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

  /// Waits while the client is too slow to take more.
  /// - Throws: once the client has left.
  func write(_ bytes: ByteBuffer) async throws { try await outbound.write(.body(.byteBuffer(bytes))) }
}
