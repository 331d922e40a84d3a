import NIOCore
import NIOHTTP1
import Testing

@testable import Dashboard

/// What protects the server from its clients, over real sockets. What answers here is not the dashboard.
@Suite(.timeLimit(.minutes(2))) struct HTTPServerTests {
  private static let get = "GET / HTTP/1.1\r\nHost: localhost\r\n"

  @Test func requestsOnOneConnectionAreAnsweredInTheirOrder() async throws {
    try await serving { port in
      let connection = try await RawConnection(port: port)
      let requests = (0..<20).map { "GET /\($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined()
      try await connection.send(requests + "GET http://localhost/?last HTTP/1.1\r\nConnection: close\r\n\r\n")
      let text = await connection.text { $0.hasSuffix("/?last") }
      let found = text.matches(of: #/\r\n\r\n(/[?0-9a-z]+)/#).map { String($0.1) }
      #expect(found == (0..<20).map { "/\($0)" } + ["/?last"], "\(text)")
      #expect(text.ranges(of: "HTTP/1.1 200 OK").count == 21 && text.contains("Connection: close"))
      #expect(text.contains(#/Date: [A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT\r\n/#))
    }
  }

  @Test(arguments: [
    "nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/1.1\r\nA b: c\r\n\r\n",
    "GET / HTTP/1.1\r\n: x\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "GET / HTTP/1.1\r\nX: \(String(repeating: "x", count: 64 << 10))\r\n\r\n",
    "GET / HTTP/1.1\r\n\((0..<101).map { "X\($0): 1\r\n" }.joined())\r\n",
    "GET / HTTP/1.1\r\n\((0..<9).map { "X\($0): \(String(repeating: "x", count: 8 << 10))\r\n" }.joined())\r\n",
    "GET /\(String(repeating: "x", count: 64 << 10)) HTTP/1.1\r\n\r\n",
  ])
  func whatIsNoRequestIsRefused(_ request: String) async throws {
    try await serving { port in
      let connection = try await RawConnection(port: port)
      try await connection.send(request)
      let text = await connection.text { $0.contains("\r\n\r\n") }
      #expect(text.hasPrefix("HTTP/1.1 400 ") && text.contains("Connection: close"), "\(request.prefix(40)): \(text)")
    }
  }

  /// Neither nothing, nor half a head, nor half a body, nor silence after an answer.
  @Test(arguments: ["", "GET / HT", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc", HTTPServerTests.get + "\r\n"])
  func aClientThatSaysNothingIsLeft(_ request: String) async throws {
    try await serving(
      .init(idle: .milliseconds(200)),
      { _, parts in
        Response(status: .ok, body: .bytes(try await parts.body(upTo: 10)))
      }
    ) { port in
      let connection = try await RawConnection(port: port)
      let start = ContinuousClock.now
      try await connection.send(request)
      _ = await connection.text()
      #expect(start.duration(to: .now) >= .milliseconds(190))
    }
  }

  @Test func whoComesWhenTheServerIsFullWaits() async throws {
    try await serving(.init(connections: 2)) { port in
      let clients = [try await RawConnection(port: port), try await RawConnection(port: port)]
      for client in clients {
        try await client.send(Self.get + "\r\n")
        #expect(await client.text { $0.hasSuffix("\r\n\r\n/") }.hasPrefix("HTTP/1.1 200"))
      }
      let third = try await RawConnection(port: port)
      try await third.send(Self.get + "\r\n")
      let answered = Counter()
      let answer = Task {
        let text = await third.text { $0.hasSuffix("\r\n\r\n/") }
        answered.add()
        return text
      }
      // As long as it takes to answer the others many times.
      for _ in 0..<50 {
        try await clients[0].send(Self.get + "\r\n")
        _ = await clients[0].text { $0.hasSuffix("\r\n\r\n/") }
      }
      #expect(answered.value == 0)
      try await clients[1].close()
      #expect(await answer.value.hasPrefix("HTTP/1.1 200"))
    }
  }

  /// Those that are served, those that wait, and those that the system has not handed over.
  @Test func aStopClosesEveryConnection() async throws {
    var clients: [RawConnection] = []
    try await serving(.init(connections: 1)) { port in
      for _ in 0..<8 { clients.append(try await RawConnection(port: port)) }
      for client in clients { try await client.send(Self.get + "\r\n") }
      #expect(await clients[0].text { $0.hasSuffix("\r\n\r\n/") }.hasPrefix("HTTP/1.1 200"))
    }
    for client in clients { #expect(await client.text() == "") }
  }

  @Test func workEndsWhenItsClientLeaves() async throws {
    let (started, canceled) = (Counter(), Counter())
    try await serving(
      .init(),
      { request, _ in
        try await request.hangUp.watch {
          started.add()
          do { try await Task.sleep(for: .seconds(60)) } catch { canceled.add() }
        }
        return Response(status: .ok)
      }
    ) { port in
      let connection = try await RawConnection(port: port)
      try await connection.send(Self.get + "\r\n")
      try await started.wait(for: 1)
      try await connection.close()
      try await canceled.wait(for: 1)
    }
  }

  @Test func datesAreThoseOfTheStandard() {
    #expect(HTTPDate.text(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(HTTPDate.text(951_782_400) == "Tue, 29 Feb 2000 00:00:00 GMT")
  }
}
