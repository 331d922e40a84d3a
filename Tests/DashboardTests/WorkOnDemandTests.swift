import Foundation
import Synchronization
import Testing

@testable import Dashboard

/// Work of real plugins over real sockets: what is asked twice is done once, and what nobody waits for stops.
@Suite struct WorkOnDemandTests {
  /// What the events say, from now on.
  private final class Listener: Sendable {
    private let seen = Mutex("")
    private let client: TestClient

    init(_ client: TestClient) { self.client = client }

    /// Until the task is canceled.
    func listen() async throws {
      let (_, connection) = try await client.open("/api/v1/events")
      for try await part in connection.body { seen.withLock { $0 += String(buffer: part) } }
    }

    func wait(for isEnough: (String) -> Bool) async throws {
      for _ in 0..<3000 {
        if seen.withLock({ isEnough($0) }) { return }
        try await Task.sleep(for: .milliseconds(10))
      }
      Issue.record("the events do not come")
    }

    /// Reports of progress so far. What happened before is there when a note of our own has come.
    func progress() async throws -> Int {
      let before = seen.withLock { $0.ranges(of: "event: annotations").count }
      let note = #"{"note":"\#(UUID().uuidString)"}"#
      #expect(try await client.send(.put, "/annotations/test:11", note).status == 200)
      try await wait { $0.ranges(of: "event: annotations").count > before }
      return count
    }

    var count: Int { seen.withLock { $0.ranges(of: "event: progress").count } }
  }

  private static let maps = "/runs/run-0001/samples/test:1/heatmaps?"

  /// - Parameter body: gets the reports of progress from then on.
  private func serve(_ body: (_ client: TestClient, _ events: Listener) async throws -> Void) async throws {
    try await TrainedProject.shared.value.server().run { client, _ in
      // Loads what all that follows needs.
      #expect(try await client.get(Self.maps + "targets=0&method=saliency").status == 200)
      let events = Listener(client)
      let listening = Task { try await events.listen() }
      defer { listening.cancel() }
      try await events.wait { $0.contains("retry:") }
      try await body(client, events)
    }
  }

  @Test func equalRequestsAreComputedOnce() async throws {
    try await serve { client, events in
      let url = Self.maps + "targets=1&method=saliency"
      // Maps of another sample: how much one computation reports.
      let other = try await client.get(url.replacing("test:1", with: "test:2"))
      let once = try await events.progress()
      #expect(other.status == 200 && once >= 1)
      let answers = try await withThrowingTaskGroup(of: Reply.self) { group in
        for _ in 0..<6 { group.addTask { try await client.get(url) } }
        return try await group.reduce(into: [Reply]()) { $0.append($1) }
      }
      let single = try #require(answers.first)
      #expect(answers.count == 6 && single.status == 200 && answers.allSatisfy { $0.bytes == single.bytes })
      #expect(single.bytes != other.bytes)
      #expect(try await events.progress() == 2 * once, "six equal requests at once")
      let later = try await client.get(url)
      #expect(later.bytes == single.bytes)
      #expect(try await events.progress() == 2 * once, "one more, later")
    }
  }

  @Test func aRequestThatNobodyWaitsForMakesRoom() async throws {
    try await serve { client, events in
      let url = Self.maps + "targets=all,loss,0-1,1-0&method=rise&evidence=1"
      // How much an answer reports.
      func reports(_ url: String) async throws -> Int {
        let before = try await events.progress()
        #expect(try await client.get(url).status == 200)
        return try await events.progress() - before
      }
      // With the check of the method, which is made once.
      _ = try await reports(url.replacing("test:1", with: "test:2"))
      let all = try await reports(url.replacing("test:1", with: "test:3"))
      let small = try await reports(Self.maps + "targets=loss&method=rise")
      #expect(all > 5)
      let before = try await events.progress()
      let request = Task { try await client.get(url) }
      try await events.wait { $0.ranges(of: "event: progress").count > before }
      request.cancel()
      await #expect(throws: (any Error).self) { try await request.value }
      // The visualizer works for one at a time.
      #expect(try await client.get(Self.maps + "targets=0&method=rise").status == 200)
      #expect(try await events.progress() - before - small < all, "it went on to its end")
      #expect(try await reports(url) == all, "what was stopped is not kept")
    }
  }
}
