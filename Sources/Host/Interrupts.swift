import Dispatch
import Foundation
import Synchronization

/// Runs `body` so that Ctrl-C and SIGTERM cancel it: it stops between batches and keeps a checkpoint. A second one ends the
/// process at once.
func withInterrupts(_ body: @escaping @Sendable () async throws -> Void) async throws {
  let task = Task { try await body() }
  let first = Mutex<Date?>(nil)
  let sources = [SIGINT, SIGTERM].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      // Some senders (timeout, a terminal's process group) signal twice at once: only a later one means "at once".
      let again = Date()
      let isRepeated = first.withLock { first in
        defer { first = first ?? again }
        return first.map { again.timeIntervalSince($0) > 1 } ?? false
      }
      if isRepeated { exit(130) }
      task.cancel()
    }
    source.resume()
    return source
  }
  defer { for source in sources { source.cancel() } }
  try await task.value
}
