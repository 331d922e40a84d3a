import NIOCore
import NIOHTTP1
import Testing

@testable import Dashboard

/// Bodies in both directions: bounded, held back, and with an end that the client can tell.
@Suite(.timeLimit(.minutes(2))) struct HTTPBodyTests {
  @Test func bodiesAreBoundedAndSkipped() async throws {
    try await serving(
      .init(),
      { _, parts in
        do {
          let body = try await parts.body(upTo: 1 << 20)
          return Response(status: .ok, body: .bytes(ByteBuffer(string: "\(body.readableBytes)")))
        } catch is RequestParts.BodyTooLarge { return Response(status: .contentTooLarge) }
      }
    ) { port in
      let connection = try await TestConnection(port: port)
      for (count, status) in [(0, 200), (1 << 20, 200), (1 << 20 + 1, 413), (10 << 20, 413), (5, 200)] {
        let headers: HTTPHeaders = ["Host": "localhost", "Transfer-Encoding": "chunked"]
        try await connection.send(
          HTTPRequestHead(version: .http1_1, method: .POST, uri: "/", headers: headers),
          ByteBuffer(repeating: 0x20, count: count))
        #expect(try await connection.head().status.code == status, "\(count)")
        for try await part in connection.body where status == 200 { #expect(String(buffer: part) == "\(count)") }
      }
    }
  }

  /// Whoever takes nothing gets no more than fits into buffers, and all of it later.
  @Test func aSlowReaderHoldsTheWriterBack() async throws {
    let (written, pieces) = (Counter(), 200)
    try await serving(
      .init(idle: .milliseconds(100)),
      { _, _ in
        Response(
          status: .ok,
          body: .stream { writer in
            for _ in 0..<pieces {
              try await writer.write(ByteBuffer(repeating: 0x78, count: 1 << 18))
              written.add()
            }
          })
      }
    ) { port in
      let connection = try await RawConnection(port: port, reads: false)
      try await connection.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      try await written.wait(for: 1)
      // Waits for a writer that has stopped.
      var last = 0
      repeat {
        last = written.value
        try await Task.sleep(for: .milliseconds(300))
      } while written.value > last
      #expect(last < pieces)
      try await connection.startReading()
      let text = await connection.text()
      #expect(text.count(where: { $0 == "x" }) == pieces << 18 && text.hasSuffix("0\r\n\r\n"))
    }
  }

  @Test func aBodyWithoutLengthEndsWithTheConnectionForOldClients() async throws {
    try await serving(
      .init(),
      { _, _ in
        Response(status: .ok, body: .stream { try await $0.write(ByteBuffer(string: "abc")) })
      }
    ) { port in
      for (request, end) in [
        ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "\r\n\r\nabc"), ("HEAD / HTTP/1.1\r\n\r\n", "\r\n\r\n"),
        ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
      ] {
        let connection = try await RawConnection(port: port)
        try await connection.send(request)
        let text = await connection.text { $0.hasSuffix(end) }
        #expect(text.hasSuffix(end) && text.contains("Connection: close"), "\(text)")
      }
    }
  }
}
