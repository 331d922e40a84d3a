import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// One connection: its requests are answered one after the other, in their order.
final class HTTPConnection: Sendable {
  typealias Outbound = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

  private let channel: NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>
  private let hangUp = HangUp()
  private let limits: HTTPServer.Limits
  private let isServed = Atomic(false)

  /// Makes the channel one that speaks HTTP/1. To be called on its event loop.
  init(_ channel: any Channel, limits: HTTPServer.Limits) throws {
    var decoding = NIOHTTPDecoderLimitConfiguration()
    decoding.maxHeaderFieldSize = limits.headerBytes
    decoding.maxHeaderListSize = limits.headerBytes
    decoding.maxHeaderFieldCount = limits.headerFields
    // Requests wait for each other in `serve`, and errors of parsing are answered there.
    try channel.pipeline.syncOperations.configureHTTPServerPipeline(
      withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: true,
      withEncoderConfiguration: .init(), withDecoderLimitConfiguration: decoding)
    try channel.pipeline.syncOperations.addHandler(hangUp)
    self.channel = try NIOAsyncChannel(
      wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    self.limits = limits
  }

  deinit {
    guard !isServed.load(ordering: .acquiring) else { return }
    // The server stopped while the connection waited. An async channel must be closed this way; that it fails tells that it is closed.
    Task { [channel] in try? await channel.executeThenClose { _, _ in } }
  }

  /// Answers until the client leaves, keeps the server waiting for too long, or the task is canceled.
  func serve(_ respond: @escaping HTTPServer.Respond) async {
    isServed.store(true, ordering: .releasing)
    let idle = IdleClock()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        do { try await idle.reaches(self.limits.idle) } catch { return }  // the connection has ended before
        self.channel.channel.close(promise: nil)
      }
      await withTaskCancellationHandler {
        do {
          try await channel.executeThenClose { inbound, outbound in
            try await answer(RequestParts(inbound, idle: idle), outbound, respond)
            outbound.finish()
            // The client closes when it has read everything. Closing first could take the last answer from it.
            idle.start()
            try await channel.channel.closeFuture.get()
          }
        } catch {}  // the client is gone: nobody is left to be told
      } onCancel: {
        channel.channel.close(promise: nil)
      }
      group.cancelAll()
    }
  }

  private func answer(_ parts: RequestParts, _ outbound: Outbound, _ respond: HTTPServer.Respond) async throws {
    do {
      while let head = try await parts.head() {
        let response = try await respond(Request(head, hangUp: hangUp), parts)
        guard try await write(response, to: head, outbound), try await parts.skipBody() else { return }
      }
    } catch is HTTPParserError {
      // Nothing that follows can be trusted to be a request.
      let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "", headers: ["Connection": "close"])
      _ = try await write(Response(status: .badRequest), to: head, outbound)
    }
  }

  /// - Returns: whether the connection goes on.
  private func write(_ response: Response, to request: HTTPRequestHead, _ outbound: Outbound) async throws -> Bool {
    let (isHead, isOld) = (request.method == .HEAD, request.version != .http1_1)
    var keeps = request.isKeepAlive
    // Where nothing else can tell its end, a body ends with the connection.
    if case .stream = response.body, isHead || isOld { keeps = false }
    var head = HTTPResponseHead(version: request.version, status: response.status, headers: response.headers)
    head.headers[.date] = HTTPDate.text(time(nil))
    if !keeps || isOld { head.headers[.connection] = keeps ? "keep-alive" : "close" }
    switch response.body {
    case .bytes(let bytes):
      if response.status.mayHaveResponseBody { head.headers[.contentLength] = "\(bytes.readableBytes)" }
      var parts: [HTTPServerResponsePart] = [.head(head)]
      if !isHead, bytes.readableBytes > 0 { parts.append(.body(.byteBuffer(bytes))) }
      try await outbound.write(contentsOf: parts)
      // Waits until the client has taken nearly all, so that the time which that takes does not count as idle.
      try await outbound.write(.end(nil))
    case .stream(let produce):
      try await outbound.write(.head(head))
      guard !isHead else { return false }
      try await produce(ResponseWriter(outbound: outbound))
      try await outbound.write(.end(nil))
    }
    return keeps
  }
}
