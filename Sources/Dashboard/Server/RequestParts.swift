import NIOCore
import NIOHTTP1

/// What the client of one connection sends, in its order. Only the task of the connection reads it.
final class RequestParts {
  /// The body has more bytes than the reader wants.
  struct BodyTooLarge: Error {}
  /// The connection ended within a request.
  struct Incomplete: Error {}

  private var parts: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
  private let idle: IdleClock
  private var isWithinRequest = false
  /// Bytes of a body that nobody wants which are read all the same, so that the connection can go on.
  private static let mostSkipped = 16 << 20

  init(_ stream: NIOAsyncChannelInboundStream<HTTPServerRequestPart>, idle: IdleClock) {
    parts = stream.makeAsyncIterator()
    self.idle = idle
  }

  /// The next request.
  /// - Returns: nil once the client sends no more.
  /// - Throws: `HTTPParserError` for what is no HTTP/1.
  func head() async throws -> HTTPRequestHead? {
    while let part = try await next() {
      guard case .head(let head) = part else { continue }
      isWithinRequest = true
      return head
    }
    return nil
  }

  /// The whole body of the request.
  /// - Throws: `BodyTooLarge` as soon as it is known to have more than `limit` bytes, `Incomplete`, `HTTPParserError`.
  func body(upTo limit: Int) async throws -> ByteBuffer {
    var body = ByteBuffer()
    while isWithinRequest {
      guard let part = try await next() else { throw Incomplete() }
      guard case .body(var bytes) = part else { continue }
      guard body.readableBytes + bytes.readableBytes <= limit else { throw BodyTooLarge() }
      body.writeBuffer(&bytes)
    }
    return body
  }

  /// Reads what is left of the request.
  /// - Returns: whether another one may follow.
  func skipBody() async throws -> Bool {
    var skipped = 0
    while isWithinRequest {
      guard let part = try await next(), skipped <= Self.mostSkipped else { return false }
      if case .body(let bytes) = part { skipped += bytes.readableBytes }
    }
    return true
  }

  private func next() async throws -> HTTPServerRequestPart? {
    idle.start()
    defer { idle.stop() }
    let part = try await parts.next()
    if case .end = part { isWithinRequest = false }
    return part
  }
}
