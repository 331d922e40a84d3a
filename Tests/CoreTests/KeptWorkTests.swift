import Core
import Testing

/// What a session opens is wanted again: work goes on when its only question was canceled.
@Suite struct KeptWorkTests {
  @Test(.timeLimit(.minutes(10))) func abandonedWorkIsFinishedAndKept() async throws {
    let work = SharedWork<Int>(limit: 2, finishesAbandoned: true)
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let asking = Task {
      try await work.value("a") {
        start.finish()
        for await _ in gate {}
        return Task.isCancelled ? 0 : 7
      }
    }
    for await _ in started {}
    asking.cancel()
    async let later = work.value("a") { 8 }
    open.finish()
    #expect(try await later == 7)
    #expect(try await asking.value == 7)
  }

  @Test func theLeastRecentlyUsedGoes() async throws {
    let work = SharedWork<String>(limit: 2, finishesAbandoned: true)
    for name in ["a", "b", "a", "c"] { _ = try await work.value(name) { name } }
    #expect(try await work.value("a") { "new" } == "a")
    #expect(try await work.value("b") { "new" } == "new")
  }
}
