@testable import Core
import Synchronization
import Testing

@testable import Dashboard

@Suite struct SharedWorkTests {
  @Test func equalWorkIsDoneOnce() async throws {
    let work = SharedWork<Int>(limit: 10) { _ in 1 }
    let made = Counter()
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await work.value("a") {
            made.add()
            for await _ in gate {}
            return 7
          }
        }
      }
      try await until { work.waiting(for: "a") == 20 }
      open.finish()
      for try await value in group { #expect(value == 7) }
    }
    #expect(try await work.value("a") { 8 } == 7)
    #expect(made.value == 1)
  }

  @Test func whatNobodyWaitsForIsCanceled() async throws {
    let work = SharedWork<Int>(limit: 10) { _ in 1 }
    let (started, canceled) = (Counter(), Counter())
    func ask() -> Task<Int, any Error> {
      Task {
        try await work.value("a") {
          started.add()
          do { try await Task.sleep(for: .seconds(60)) } catch {
            canceled.add()
            throw error
          }
          return 1
        }
      }
    }
    let (first, second) = (ask(), ask())
    try await started.wait(for: 1)
    try await until { work.waiting(for: "a") == 2 }
    first.cancel()
    try await until { work.waiting(for: "a") == 1 }
    #expect(canceled.value == 0)
    second.cancel()
    try await canceled.wait(for: 1)
    await #expect(throws: CancellationError.self) { try await second.value }
    // Whoever comes later begins anew.
    #expect(try await work.value("a") { 5 } == 5)
    #expect(started.value == 1)
  }

  @Test func theOldestGoesFirstAndFailuresAreNotKept() async throws {
    let work = SharedWork<Int>(limit: 6) { $0 }
    for value in [1, 2, 3] { _ = try await work.value("\(value)") { value } }
    _ = try await work.value("1") { 99 }
    _ = try await work.value("4") { 3 }
    // 2 was used least recently, and its place was enough only together with that of 3.
    #expect(try await work.value("1") { 99 } == 1)
    #expect(try await work.value("2") { 0 } == 0)
    #expect(try await work.value("large") { 7 } == 7)
    #expect(try await work.value("large") { 8 } == 8)
    await #expect(throws: LeapError.self) {
      try await work.value("bad") { throw LeapError(.data, doing: "", problem: "") }
    }
    #expect(try await work.value("bad") { 1 } == 1)
  }
}

/// Counts from any task.
final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add() { count.withLock { $0 += 1 } }
  func wait(for wanted: Int) async throws { try await until { self.value >= wanted } }
}

/// Waits for a state, a minute at most.
func until(_ isThere: () -> Bool, sourceLocation: SourceLocation = #_sourceLocation) async throws {
  for _ in 0..<30_000 where !isThere() { try await Task.sleep(for: .milliseconds(2)) }
  #expect(isThere(), "a minute has passed", sourceLocation: sourceLocation)
}
