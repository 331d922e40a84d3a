import Synchronization

/// Measures how long a client keeps the server waiting.
final class IdleClock: Sendable {
  private let waitingSince = Mutex<ContinuousClock.Instant?>(nil)

  /// The server waits from now on.
  func start() { waitingSince.withLock { $0 = .now } }
  /// The client has sent something.
  func stop() { waitingSince.withLock { $0 = nil } }

  /// Returns when a single wait has taken as long as `limit`.
  /// - Throws: `CancellationError` when the task is canceled before.
  func reaches(_ limit: Duration) async throws {
    // A wait that starts while this sleeps is over after it wakes, so that no wait is overlooked.
    while true {
      let rest = waitingSince.withLock { $0.map { limit - $0.duration(to: .now) } } ?? limit
      guard rest > .zero else { return }
      try await Task.sleep(for: rest)
    }
  }
}
