import Core
import NIOCore

/// The page itself, and what it loads.
struct PageRoutes: Sendable {
  let web: WebFolder
  let library: ChartLibrary

  /// - Returns: nil where the path is none of the page's.
  func response(to request: Request) async throws -> Response? {
    guard ["GET", "HEAD"].contains(request.method) else { return nil }
    let parts = request.path.split(separator: "/")
    switch parts.first {
    case nil: return try await file("index.html", request)
    case "favicon.ico" where parts.count == 1: return try await file("favicon.svg", request)
    case "assets": return try await file(parts.dropFirst().joined(separator: "/"), request)
    case "vendor" where parts.dropFirst().elementsEqual(["plotly.min.js"]): return try await charts(request)
    default: return nil
    }
  }

  private func charts(_ request: Request) async throws -> Response {
    let tag = String(ChartLibrary.digest.prefix(32))
    let type = "text/javascript; charset=utf-8"
    if APIResponse.isKnown(tag, to: request.headers[.ifNoneMatch]) {
      _ = try await BlockingThreads.run { try library.bytes() }
      return await Self.response(.unchanged(tag, type: type), request)
    }
    let bytes = try await BlockingThreads.run { ByteBuffer(bytes: try library.bytes()) }
    return await Self.response(APIResponse(bytes, type: type, tag: tag), request)
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
    await answer.response(compresses: request.takesGzip)
  }
}
