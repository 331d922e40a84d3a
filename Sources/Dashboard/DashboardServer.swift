import Hummingbird

/// Serves the page and its API.
public struct DashboardServer {
  let router = Router()

  public init() {
    router.get("/api/v1/health") { _, _ in "ok" }
  }
}
