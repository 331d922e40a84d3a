import AsyncHTTPClient
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Dashboard

/// The same server over a real socket.
@Suite struct SocketTests {
  @Test func itAnswersOverASocket() async throws {
    let project = try SmallProject()
    try await project.server().application(at: .init(port: 0)).test(.live) { client in
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
    }
  }

  @Test func manyConnectionsAtOnceAreAnswered() async throws {
    let project = try SmallProject()
    try await project.server().application(at: .init(port: 0)).test(.live) { client in
      let port = try #require(client.port)
      let many = HTTPClient(
        configuration: .init(connectionPool: .init(idleTimeout: .seconds(10), concurrentHTTP1ConnectionsPerHostSoftLimit: 50)))
      try await withThrowingTaskGroup(of: Int.self) { group in
        for i in 0..<50 {
          group.addTask {
            var sum = 0
            for path in ["samples/test:\(i % 4)", "columns?names=label", "sprite?rows=\(i % 10)"] {
              let request = HTTPClientRequest(url: "http://localhost:\(port)/api/v1/runs/run-0001/\(path)")
              let reply = try await many.execute(request, timeout: .seconds(30))
              _ = try await reply.body.collect(upTo: 1 << 20)
              sum += Int(reply.status.code)
            }
            return sum
          }
        }
        for try await sum in group { #expect(sum == 600) }
      }
      try await many.shutdown()
    }
  }

  /// A page that opens the stream hears of what another does, and the server ends although it listens.
  @Test func eventsArriveAndEndWithTheServer() async throws {
    let project = try SmallProject()
    let server = try project.server()
    let (addresses, ready) = AsyncStream.makeStream(of: String.self)
    let running = Task { try await server.run(at: .init(port: 0)) { ready.yield($0) } }
    var iterator = addresses.makeAsyncIterator()
    let address = try #require(await iterator.next())
    let stream = try await HTTPClient.shared.execute(
      HTTPClientRequest(url: address + "api/v1/events"), timeout: .seconds(30))
    #expect(stream.headers.first(name: "content-type") == "text/event-stream")
    let text = Task {
      var seen = ""
      // The end of the server may cut the stream off.
      do { for try await part in stream.body { seen += String(buffer: part) } } catch {}
      return seen
    }
    var note = HTTPClientRequest(url: address + "api/v1/annotations/test:1")
    note.method = .PUT
    note.body = .bytes(ByteBuffer(string: #"{"note":"hello"}"#))
    #expect(try await HTTPClient.shared.execute(note, timeout: .seconds(30)).status == .ok)
    try await Task.sleep(for: .milliseconds(300))
    running.cancel()
    await #expect(throws: (any Error).self) { try await running.value }
    #expect(await text.value.contains("event: annotations\ndata: {\"sample\":\"test:1\"}\n\n"))
  }
}
