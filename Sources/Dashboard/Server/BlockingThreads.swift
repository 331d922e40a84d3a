import Foundation

/// Where store reads, encoding and other work that blocks a thread is done: a few threads of their own, so that neither the event
/// loops nor Swift's cooperative pool wait for a disk.
enum BlockingThreads {
  // Only ever added to, which any thread may do.
  private static let queue: OperationQueue = {
    let queue = OperationQueue()
    queue.name = "leap.dashboard"
    queue.maxConcurrentOperationCount = 4
    queue.qualityOfService = .userInitiated
    return queue
  }()

  static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try Task.checkCancellation()
    return try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { continuation.resume(with: Result { try body() }) }
    }
  }
}
