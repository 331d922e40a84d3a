import NIOCore

/// What happens, as it happens.
enum EventRoutes {
  static let all: [Route] = [
    .get("/events", isLong: false) { request in
      let events = request.project.events
      return APIResponse(events: { writer in
        for await event in events.events() { try await writer.write(ByteBuffer(string: event)) }
      })
    }
  ]
}
