import Foundation
import Testing

@testable import Dashboard

/// Connections: kept, many at once, and such that stay open.
@Suite(.timeLimit(.minutes(2))) struct SocketTests {
  @Test func itAnswersOverASocket() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      for _ in 0..<3 {
        let reply = try await client.get("/runs/run-0001/columns?names=loss")
        #expect(reply.status == 200 && reply.headers[.contentLength] == "\(reply.bytes.count)")
        #expect(try ArrayReader(reply.bytes).shape("loss") == [10])
      }
      #expect(try await client.send(.patch, "/runs/run-0001", #"{"title":"x"}"#).status == 200)
      #expect(try await client.send(.delete, "/charts/own-9").status == 404)
      let large = #"{"note":"\#(String(repeating: "x", count: Route.usualBody))"}"#
      #expect(try await client.send(.patch, "/runs/run-0001", large).status == 413)
      // The connection goes on after a refused body.
      #expect(try await client.get("/runs").status == 200)
      #expect(client.opened == 1)
    }
  }

  @Test func manyConnectionsAtOnceAreAnswered() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for i in 0..<50 {
          group.addTask {
            var sum = 0
            for path in ["samples/test:\(i % 4)", "columns?names=label", "sprite?rows=\(i % 10)"] {
              sum += try await client.get("/runs/run-0001/\(path)").status
            }
            return sum
          }
        }
        for try await sum in group { #expect(sum == 600) }
      }
    }
  }

  /// A page that opens the stream hears of what another does, and the server ends although it listens.
  @Test func eventsArriveAndEndWithTheServer() async throws {
    let project = try SmallProject()
    try await project.server().run { client, running in
      let (reply, connection) = try await client.open("/api/v1/events")
      #expect(reply.status == 200 && reply.headers[.contentType] == "text/event-stream")
      #expect(try await client.send(.put, "/annotations/test:1", #"{"note":"hello"}"#).status == 200)
      var seen = ""
      for try await part in connection.body {
        seen += String(buffer: part)
        if seen.contains("event: annotations\ndata: {\"sample\":\"test:1\"}\n\n") { break }
      }
      running.cancel()
      await #expect(throws: (any Error).self) { try await running.value }
      // The end of the server may cut the stream off.
      do { for try await _ in connection.body {} } catch {}
      #expect(!connection.isOpen)
    }
  }
}
