import NIOCore
import Synchronization

/// Tells long work that its client has left, so that nothing is computed for nobody.
final class HangUps: Sendable {
  private struct Listener {
    let number: Int
    let leave: @Sendable () -> Void
  }
  private let listeners = Mutex<(next: Int, of: [ObjectIdentifier: [Listener]])>((0, [:]))

  /// Runs `body`, and cancels it when the client of the connection hangs up.
  /// - Parameter channel: nil: nothing is watched.
  func watch<Value: Sendable>(
    _ channel: (any Channel)?, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    guard let channel else { return try await body() }
    let task = Task { try await body() }
    let id = ObjectIdentifier(channel)
    let number = listeners.withLock { listeners in
      listeners.next += 1
      listeners.of[id, default: []].append(Listener(number: listeners.next) { task.cancel() })
      return listeners.next
    }
    defer {
      listeners.withLock { listeners in
        listeners.of[id]?.removeAll { $0.number == number }
        if listeners.of[id]?.isEmpty == true { listeners.of[id] = nil }
      }
    }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  fileprivate func left(_ channel: any Channel) {
    let found = listeners.withLock { $0.of[ObjectIdentifier(channel)] ?? [] }
    for listener in found { listener.leave() }
  }

  /// Sees the end of one connection.
  final class Handler: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = NIOAny
    private let hangUps: HangUps
    init(_ hangUps: HangUps) { self.hangUps = hangUps }

    func channelInactive(context: ChannelHandlerContext) {
      hangUps.left(context.channel)
      context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if let event = event as? ChannelEvent, event == .inputClosed { hangUps.left(context.channel) }
      context.fireUserInboundEventTriggered(event)
    }
  }
}
