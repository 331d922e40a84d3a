import Core
import Foundation
import Pipeline
import Synchronization

/// Hands what happens to all pages that listen.
final class EventHub: Sendable {
  private struct State {
    var next = 0
    var listeners: [Int: AsyncStream<String>.Continuation] = [:]
    var isClosed = false
  }
  private let state = Mutex(State())

  /// Whether anybody listens.
  var isHeard: Bool { state.withLock { !$0.listeners.isEmpty } }

  /// - Parameter data: an object of docs/openapi.json's `events`.
  func send(_ name: String, _ data: JSONValue) {
    guard let bytes = try? JSONText.bytes(data) else { preconditionFailure("an event that is no JSON") }
    emit("event: \(name)\ndata: \(String(decoding: bytes, as: UTF8.self))\n\n")
  }

  /// A sign of life that pages do not see.
  func beat() { emit(":\n\n") }

  private func emit(_ text: String) {
    let listeners = state.withLock { Array($0.listeners.values) }
    for listener in listeners { listener.yield(text) }
  }

  /// What happens from now on, as text of server-sent events, until the caller stops reading or the hub closes. A reader that is
  /// far behind loses the oldest.
  func events() -> AsyncStream<String> {
    let (stream, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(256))
    // Opens the stream at once, and says how soon to come back.
    continuation.yield("retry: 1000\n\n")
    let number = state.withLock { state -> Int? in
      guard !state.isClosed else { return nil }
      state.next += 1
      state.listeners[state.next] = continuation
      return state.next
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) } }
    return stream
  }

  /// Ends all streams; there are no further ones.
  func close() {
    let listeners = state.withLock { state in
      state.isClosed = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.finish() }
  }

  /// What work on demand reports.
  func report(_ event: PipelineEvent) {
    guard case .progress(let stage, let done, let total, let unit, let note) = event else { return }
    send(
      "progress",
      .object([
        "run": .null, "stage": .string(stage.isEmpty ? "request" : stage), "done": .number(done), "total": .number(total),
        "unit": .string(unit), "note": .string(note),
      ]))
  }
}
