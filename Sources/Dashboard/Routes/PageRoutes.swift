import Core
import HTTPTypes
import Hummingbird

/// The page itself, and what it loads.
struct PageRoutes: Sendable {
  let web: WebFolder
  let library: ChartLibrary

  func register(in router: Router<DashboardContext>) {
    router.get("/") { request, _ in try await file("index.html", request) }
    router.get("/favicon.ico") { request, _ in try await file("favicon.svg", request) }
    router.get("/assets/**") { request, context in
      try await file(context.parameters.getCatchAll().joined(separator: "/"), request)
    }
    router.get("/vendor/plotly.min.js") { request, _ in
      let tag = String(ChartLibrary.digest.prefix(32))
      let type = "text/javascript; charset=utf-8"
      if APIResponse.isKnown(tag, to: request.headers[.ifNoneMatch]) {
        _ = try await BlockingThreads.run { try library.bytes() }
        return await Self.response(.unchanged(tag, type: type), request)
      }
      let bytes = try await BlockingThreads.run { ByteBuffer(bytes: try library.bytes()) }
      return await Self.response(APIResponse(bytes, type: type, tag: tag), request)
    }
  }

  private func file(_ name: String, _ request: Request) async throws -> Response {
    let asset = try await BlockingThreads.run { try web.asset(name) }
    guard let asset else {
      throw APIError(.notFound, doing: "answering", "the page has no such file", remedy: "start at /")
    }
    if APIResponse.isKnown(asset.tag, to: request.headers[.ifNoneMatch]) {
      return await Self.response(.unchanged(asset.tag, type: asset.type), request)
    }
    return await Self.response(APIResponse(ByteBuffer(bytes: asset.bytes), type: asset.type, tag: asset.tag), request)
  }

  private static func response(_ answer: APIResponse, _ request: Request) async -> Response {
    await answer.response(compresses: request.headers[.acceptEncoding]?.contains("gzip") ?? false)
  }
}
