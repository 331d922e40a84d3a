import AsyncHTTPClient
import Foundation
import Hummingbird
import Synchronization
import Testing

@testable import Dashboard

/// Work of real plugins over real sockets: what is asked twice is done once, and what nobody waits for stops.
@Suite struct WorkOnDemandTests {
  /// What the events say, from now on.
  private final class Listener: Sendable {
    private let seen = Mutex("")
    private let address: String
    private let reader = Mutex<Task<Void, any Error>?>(nil)

    init(_ address: String) async throws {
      self.address = address
      let stream = try await HTTPClient.shared.execute(HTTPClientRequest(url: address + "/events"), timeout: .seconds(600))
      let task = Task { for try await part in stream.body { self.add(String(buffer: part)) } }
      reader.withLock { $0 = task }
      try await wait { $0.contains("retry:") }
    }

    private func add(_ text: String) { seen.withLock { $0 += text } }
    func close() { reader.withLock { $0?.cancel() } }

    func wait(for isEnough: (String) -> Bool) async throws {
      for _ in 0..<3000 {
        if seen.withLock({ isEnough($0) }) { return }
        try await Task.sleep(for: .milliseconds(10))
      }
      Issue.record("the events do not come")
    }

    /// Reports of progress so far. What happened before is there when a note of our own has come.
    func progress() async throws -> Int {
      let mark = UUID().uuidString
      var note = HTTPClientRequest(url: address + "/annotations/test:11")
      note.method = .PUT
      note.body = .bytes(ByteBuffer(string: #"{"note":"\#(mark)"}"#))
      let before = seen.withLock { $0.ranges(of: "event: annotations").count }
      #expect(try await HTTPClient.shared.execute(note, timeout: .seconds(60)).status == .ok)
      try await wait { $0.ranges(of: "event: annotations").count > before }
      return count
    }

    var count: Int { seen.withLock { $0.ranges(of: "event: progress").count } }
  }

  private struct Answer: Equatable, Sendable {
    let status: Int
    let bytes: [UInt8]
  }

  private static func get(_ url: String) async throws -> Answer {
    let reply = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(120))
    return Answer(status: Int(reply.status.code), bytes: Array(buffer: try await reply.body.collect(upTo: 1 << 24)))
  }

  /// - Parameter body: gets the address of a sample's heat maps, and the reports of progress from then on.
  private func serve(_ body: (_ maps: String, _ events: Listener) async throws -> Void) async throws {
    let server = try await TrainedProject.shared.value.server()
    let (addresses, ready) = AsyncStream.makeStream(of: String.self)
    let running = Task { try await server.run(at: .init(port: 0)) { ready.yield($0) } }
    defer { running.cancel() }
    var iterator = addresses.makeAsyncIterator()
    let page = try #require(await iterator.next())
    let address = page + "api/v1"
    let maps = address + "/runs/run-0001/samples/test:1/heatmaps?"
    // Loads what all that follows needs.
    #expect(try await Self.get(maps + "targets=0&method=saliency").status == 200)
    let events = try await Listener(address)
    defer { events.close() }
    try await body(maps, events)
  }

  @Test func equalRequestsAreComputedOnce() async throws {
    try await serve { maps, events in
      let url = maps + "targets=1&method=saliency"
      // Maps of another sample: how much one computation reports.
      let other = try await Self.get(url.replacing("test:1", with: "test:2"))
      let once = try await events.progress()
      #expect(other.status == 200 && once >= 1)
      let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
        for _ in 0..<6 { group.addTask { try await Self.get(url) } }
        return try await group.reduce(into: [Answer]()) { $0.append($1) }
      }
      let single = try #require(answers.first)
      #expect(answers.count == 6 && single.status == 200 && answers.allSatisfy { $0 == single } && single != other)
      #expect(try await events.progress() == 2 * once, "six equal requests at once")
      let later = try await Self.get(url)
      #expect(later == single)
      #expect(try await events.progress() == 2 * once, "one more, later")
    }
  }

  @Test func aRequestThatNobodyWaitsForMakesRoom() async throws {
    try await serve { maps, events in
      let url = maps + "targets=1&method=rise&evidence=1"
      // How much an answer reports.
      func reports(_ url: String) async throws -> Int {
        let before = try await events.progress()
        #expect(try await Self.get(url).status == 200)
        return try await events.progress() - before
      }
      // With the check of the method, which is made once.
      _ = try await reports(url.replacing("test:1", with: "test:2"))
      let all = try await reports(url.replacing("test:1", with: "test:3"))
      let small = try await reports(maps + "targets=loss&method=rise")
      #expect(all > 5)
      let before = try await events.progress()
      let request = Task { try await Self.get(url) }
      try await events.wait { $0.ranges(of: "event: progress").count > before }
      request.cancel()
      await #expect(throws: (any Error).self) { try await request.value }
      // The visualizer works for one at a time.
      #expect(try await Self.get(maps + "targets=0&method=rise").status == 200)
      #expect(try await events.progress() - before - small < all, "it went on to its end")
      #expect(try await reports(url) == all, "what was stopped is not kept")
    }
  }
}
