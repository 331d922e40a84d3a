import NIOCore
import Synchronization

/// Tells long work that the client of its connection has left, so that nothing is computed for nobody.
final class HangUp: ChannelInboundHandler, Sendable {
  typealias InboundIn = NIOAny

  private struct State {
    var hasLeft = false
    /// Cancels the work under way; a connection has one at a time.
    var cancel: (@Sendable () -> Void)?
  }
  private let state = Mutex(State())

  /// Runs `body`, and cancels it when the client leaves.
  func watch<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let task = Task { try await body() }
    let hasLeft = state.withLock { state in
      state.cancel = { task.cancel() }
      return state.hasLeft
    }
    if hasLeft { task.cancel() }
    defer { state.withLock { $0.cancel = nil } }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  private func left() {
    let cancel = state.withLock { state in
      state.hasLeft = true
      return state.cancel
    }
    cancel?()
  }

  func channelInactive(context: ChannelHandlerContext) {
    left()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed { left() }
    context.fireUserInboundEventTriggered(event)
  }
}
