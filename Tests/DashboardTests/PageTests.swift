import Foundation
import Testing

@testable import Dashboard

/// The page's files.
@Suite struct PageTests {
  /// A folder with a page, and something beside it that must never be sent.
  private func page(_ project: SmallProject) throws -> String {
    let web = project.folder + "/web"
    try FileManager.default.createDirectory(atPath: web + "/core", withIntermediateDirectories: true)
    for (name, text) in ["index.html": "<!doctype html>", "core/api.js": "export {}", "secret.txt": "no", ".hidden.js": "no"] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(web)/\(name)"))
    }
    try Data("no".utf8).write(to: URL(fileURLWithPath: project.folder + "/outside.js"))
    try FileManager.default.createSymbolicLink(atPath: web + "/link.js", withDestinationPath: project.folder + "/outside.js")
    return web
  }

  @Test func onlyListedFilesAreSent() async throws {
    let project = try SmallProject()
    let server = try project.server(web: page(project))
    try await server.ask { client in
      let index = try await client.get("/")
      #expect(index.status == 200 && index.headers[.contentType] == "text/html; charset=utf-8")
      let script = try await client.get("/assets/core/api.js")
      #expect(script.bytes == Array("export {}".utf8) && script.headers[.contentType] == "text/javascript; charset=utf-8")
      let tag = try #require(script.headers[.eTag])
      #expect(try await client.get("/assets/core/api.js", [.ifNoneMatch: tag]).status == 304)
      for name in [
        "secret.txt", ".hidden.js", "link.js", "../outside.js", "..%2Foutside.js", "core/../../outside.js", "core", "", "%00",
        "%2Fetc%2Fpasswd", "/etc/passwd",
      ] { #expect(try await client.get("/assets/\(name)").status == 404, "\(name)") }
    }
  }

  @Test func theChartLibraryIsCheckedBeforeItIsSent() async throws {
    let project = try SmallProject()
    let server = try project.server()
    try await server.ask { client in
      let missing = try await client.get("/vendor/plotly.min.js")
      #expect(missing.status == 404 && missing.problem.contains("is not there"))
      let folder = project.folder + "/xdg/leap/web"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data("alert(1)".utf8).write(to: URL(fileURLWithPath: folder + "/plotly.min.js"))
      let wrong = try await client.get("/vendor/plotly.min.js")
      #expect(wrong.status == 404 && wrong.problem.contains("SHA-256"))
    }
  }
}
