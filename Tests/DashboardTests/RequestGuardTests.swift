import Core
import Foundation
import NIOHTTP1
import Testing

@testable import Dashboard

/// Who is let in, and what every answer says.
@Suite struct RequestGuardTests {
  @Test func pagesOfOtherServersStayOutside() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      #expect(try await client.get("/runs").status == 200)
      #expect(try await client.get("/runs", [.origin: "http://localhost"]).status == 200)
      #expect(try await client.get("/runs", [.fetchSite: "same-origin"]).status == 200)
      for origin in ["http://evil.example", "http://localhost:3000", "https://localhost", "null"] {
        let reply = try await client.get("/runs", [.origin: origin])
        #expect(reply.status == 403 && reply.problem.contains("another server"), "\(origin)")
      }
      #expect(try await client.get("/runs", [.fetchSite: "cross-site"]).status == 403)
      #expect(try await client.get("/runs", [.fetchSite: "same-site"]).status == 403)
      // A link from elsewhere may open the page, and nothing else.
      #expect(try await client.get("/runs", [.fetchSite: "cross-site", .fetchMode: "navigate"]).status == 403)
      #expect(try await client.get("/", [.fetchSite: "cross-site", .fetchMode: "navigate"]).status == 404)
    }
  }

  private func request(to host: String, _ token: String) -> Request {
    let headers: HTTPHeaders = ["Host": host, "Authorization": "Bearer \(token)"]
    return Request(HTTPRequestHead(version: .http1_1, method: .GET, uri: "/", headers: headers), hangUp: HangUp())
  }

  /// The host is asked of the admission itself, as the test client always names localhost.
  @Test(arguments: [
    ("localhost:8420", true, true), ("127.0.0.1:1", true, true), ("[::1]:8420", true, true), ("LOCALHOST", true, true),
    ("evil.example", false, false), ("evil.example:8420", false, false), ("", false, false), ("192.168.0.7:8420", false, true),
    ("localhost.evil.example", false, false), ("127.0.0.1.evil.example", false, false), ("[2001:db8::1]:80", false, true),
  ])
  func onlyOwnNamesAreAnswered(_ host: String, onLoopback: Bool, elsewhere: Bool) throws {
    let token = "0123456789abcdef"
    for (admission, expected) in [
      (Admission(address: "127.0.0.1", token: nil), onLoopback), (Admission(address: "0.0.0.0", token: token), elsewhere),
    ] {
      let request = request(to: host, token)
      if expected {
        #expect(try admission.check(request) == nil)
      } else {
        let error = #expect(throws: APIError.self) { _ = try admission.check(request) }
        #expect(error?.status == .forbidden)
      }
    }
  }

  /// Browsers send names in small letters, however --host has them.
  @Test(arguments: [("Lab-7.example", "lab-7.example:8420"), ("lab-7.example", "LAB-7.example")])
  func namesAreTheSameInAnyLetters(_ address: String, _ host: String) throws {
    let token = "0123456789abcdef"
    let request = request(to: host, token)
    #expect(try Admission(address: address, token: token).check(request) == nil)
  }

  @Test func elsewhereTheTokenIsNeeded() async throws {
    let project = try SmallProject()
    let token = "0123456789abcdef"
    try await project.ask(token: token) { client in
      #expect(try await client.get("/runs").status == 403)
      #expect(try await client.get("/runs", [.authorization: "Bearer \(token)"]).status == 200)
      #expect(try await client.get("/runs", [.authorization: "Bearer \(token)x"]).status == 403)
      #expect(try await client.get("/?token=wrong").status == 403)
      let welcome = try await client.get("/?token=\(token)")
      #expect(welcome.status == 303 && welcome.headers[.location] == "/")
      let cookie = try #require(welcome.headers[.setCookie])
      #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
      let kept = String(cookie.prefix { $0 != ";" })
      #expect(try await client.get("/runs", [.cookie: "a=b; \(kept)"]).status == 200)
      #expect(try await client.get("/runs", [.cookie: "leap_token="]).status == 403)
    }
    #expect(Admission.equal("a", "a") && !Admission.equal("a", "b") && !Admission.equal("", "a"))
  }

  @Test func otherAddressesNeedATokenAndOnlyThey() {
    #expect(throws: LeapError.self) { try DashboardServer.Address(host: "0.0.0.0") }
    #expect(throws: LeapError.self) { try DashboardServer.Address(host: "0.0.0.0", token: "short") }
    #expect(throws: LeapError.self) { try DashboardServer.Address(host: "0.0.0.0", token: "0123456789abcde;") }
    #expect(throws: LeapError.self) { try DashboardServer.Address(token: "0123456789abcdef") }
    #expect(throws: Never.self) { try DashboardServer.Address(host: "192.168.0.1", token: "0123456789-bc_EF") }
  }

  @Test func everyAnswerHasTheHeaders() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      for path in ["/runs", "/runs/run-9999", "/nowhere", "/vendor/plotly.min.js"] {
        let headers = try await client.get(path).headers
        let policy = headers[.contentSecurityPolicy] ?? ""
        #expect(policy.contains("default-src 'none'; script-src 'self';"), "\(path)")
        #expect(!policy.contains("unsafe-eval") && !policy.contains("script-src 'self' 'unsafe-inline'"))
        #expect(headers[.xContentTypeOptions] == "nosniff", "\(path)")
      }
    }
  }

  @Test func wrongPathsMethodsAndSizesAreRefused() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      for path in [
        "/nowhere", "/api/v1", "/api/v2/runs", "/api/v1/runs/run-1/map", "/api/v1/runs/..%2F..", "/api/v1/runs/run-0001/x",
      ] {
        let reply = try await client.get(path)
        #expect(reply.status == 404 && !reply.problem.isEmpty, "\(path)")
      }
      let wrong = try await client.send(.post, "/runs", "{}")
      #expect(wrong.status == 405 && wrong.headers[.allow] == "GET, HEAD")
      #expect(try await client.send(.put, "/runs/run-0001", "{}").status == 405)
      #expect(try await client.get("/runs?x=1").problem.contains("'x'"))
      #expect(try await client.get("/runs/run-0001/select?filter=a&filter=b").status == 400)
      #expect(try await client.get("/runs/run-0001/select?filter=%ZZ").status == 400)
      let long = String(repeating: "a", count: RequestGuard.longestURL)
      #expect(try await client.get("/runs/run-0001/select?filter=\(long)").status == 414)
      let large = #"{"note":"\#(String(repeating: "x", count: Route.usualBody))"}"#
      #expect(try await client.send(.patch, "/runs/run-0001", large).status == 413)
      let deep = String(repeating: "[", count: 100_000)
      #expect(try await client.send(.patch, "/runs/run-0001", deep).status == 400)
    }
  }

  @Test func headHasNoBody() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      let reply = try await client.send(.head, "/runs/run-0001/map")
      #expect(reply.status == 200 && reply.bytes.isEmpty && reply.headers[.contentLength] != "0")
    }
  }
}
