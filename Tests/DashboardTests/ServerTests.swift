import Hummingbird
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite struct ServerTests {
  @Test func isThere() async throws {
    let app = Application(router: DashboardServer().router)
    try await app.test(.router) { client in
      try await client.execute(uri: "/api/v1/health", method: .get) { #expect($0.status == .ok) }
    }
  }
}
