import Core
import Foundation
import Store
import Testing

@testable import Dashboard

@Suite struct EventTests {
  /// Collects events until one has the name.
  private func read(_ stream: AsyncStream<String>, until name: String) async -> [String] {
    var seen: [String] = []
    for await event in stream {
      seen.append(event)
      if event.hasPrefix("event: \(name)\n") { break }
    }
    return seen
  }

  @Test func everyListenerHearsEverything() async {
    let hub = EventHub()
    #expect(!hub.isHeard)
    let (first, second) = (hub.events(), hub.events())
    #expect(hub.isHeard)
    hub.beat()
    hub.send("annotations", .object(["sample": .string("test:1\n")]))
    for stream in [first, second] {
      let seen = await read(stream, until: "annotations")
      #expect(seen == ["retry: 1000\n\n", ":\n\n", "event: annotations\ndata: {\"sample\":\"test:1\\n\"}\n\n"])
    }
  }

  @Test func aClosedHubEndsItsStreams() async {
    let hub = EventHub()
    let before = hub.events()
    hub.close()
    let after = hub.events()
    for stream in [before, after] {
      var count = 0
      for await _ in stream { count += 1 }
      #expect(count == 1)
    }
  }

  /// Another process works on a run; here it is another store of the same folder.
  @Test(.timeLimit(.minutes(10))) func whatOtherProcessesDoIsTold() async throws {
    let project = try SmallProject()
    let hub = EventHub()
    let watch = StoreWatch(plan: project.plan, store: project.store, events: hub)
    let other = try RunStore(directory: project.folder + "/.leap")
    let run = try other.createRun(project: "small", fingerprint: "live")
    let lock = try other.lock(run)
    try other.record(StepRecord(.train, fingerprint: "t", state: .running), of: run)
    let stream = hub.events()
    let watching = Task { try await watch.run() }
    // Goes on, as nobody knows when the watch first looks.
    let training = Task {
      for step in 0... {
        try other.append([BatchRecord(epoch: 0, step: step, loss: 1, accuracy: 0)], to: run)
        try await Task.sleep(for: .milliseconds(100))
      }
    }
    defer {
      watching.cancel()
      training.cancel()
    }
    let seen = await read(stream, until: "progress")
    let told = try #require(seen.first { $0.hasPrefix("event: training\n") }?.firstMatch(of: #/"run":"run-0002","step":(\d+)/#))
    let step = try #require(Int(told.1))
    #expect(seen.last?.contains("\"done\":\(step + 1)") == true)
    _ = try other.describe(run, title: "x")
    let described = await read(stream, until: "runs")
    #expect(described.last == "event: runs\ndata: {\"runs\":[\"run-0002\"]}\n\n")
    try other.setInsight(1, to: .accepted, of: project.run)
    let found = await read(stream, until: "insights")
    #expect(found.last == "event: insights\ndata: {\"run\":\"run-0001\"}\n\n")
    withExtendedLifetime(lock) {}
  }
}
