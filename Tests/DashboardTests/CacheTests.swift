import Core
import Foundation
import Store
import Testing

@testable import Dashboard

/// What need not be sent or made again.
@Suite struct CacheTests {
  @Test func whatTheClientHasIsNotSentAgain() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      for path in ["", "/map", "/columns?names=loss", "/samples/test:0", "/insights", "/confusion", "/training"] {
        let first = try await client.get("/runs/run-0001\(path)")
        let tag = try #require(first.headers[.eTag])
        #expect(tag.hasPrefix("\"") && first.headers[.cacheControl] == "private, no-cache", "\(path)")
        let again = try await client.get("/runs/run-0001\(path)", [.ifNoneMatch: "\"x\", W/\(tag)"])
        #expect(again.status == 304 && again.bytes.isEmpty && again.headers[.eTag] == tag, "\(path)")
        #expect(try await client.get("/runs/run-0001\(path)", [.ifNoneMatch: "\"x\""]).status == 200, "\(path)")
      }
    }
  }

  /// A title changes the run's page and not its columns; a stage that is done again changes both.
  @Test func tagsFollowWhatTheyStandFor() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      func tags() async throws -> [String?] {
        var tags: [String?] = []
        for path in ["", "/columns?names=loss", "/insights"] {
          tags.append(try await client.get("/runs/run-0001\(path)").headers[.eTag])
        }
        return tags
      }
      let before = try await tags()
      #expect(Set(before).count == 3)
      _ = try await client.send(.patch, "/runs/run-0001", #"{"title":"x"}"#)
      let titled = try await tags()
      #expect(titled[0] != before[0] && titled[1] == before[1])
      try project.store.record(
        StepRecord(.evaluate, fingerprint: "other", state: .finished, seconds: 2), of: project.run)
      let redone = try await tags()
      #expect(zip(redone, titled).allSatisfy { $0 != $1 })
    }
  }

  @Test func textIsCompressedForThoseWhoTakeIt() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      let plain = try await client.get("/runs/run-0001")
      let small = try await client.get("/runs/run-0001", [.acceptEncoding: "gzip, br"])
      #expect(small.headers[.contentEncoding] == "gzip" && small.bytes.count < plain.bytes.count)
      #expect(small.headers[.eTag] != plain.headers[.eTag] && small.headers[.vary] == "Accept-Encoding")
      #expect(small.bytes.starts(with: [0x1f, 0x8b]))
      let arrays = try await client.get("/runs/run-0001/columns?names=loss", [.acceptEncoding: "gzip"])
      #expect(arrays.headers[.contentEncoding] == nil)
      let asked = try await client.get("/runs/run-0001/columns?names=loss&compress=gzip")
      #expect(asked.headers[.contentEncoding] == "gzip" || asked.bytes.count >= arrays.bytes.count)
      #expect(try await client.get("/runs/run-0001/columns?names=loss&compress=br").status == 400)
    }
  }
}
