import Core
import Synchronization
import Testing

@testable import Dashboard

/// How far heat maps can be believed, over HTTP.
@Suite struct EvidenceRouteTests {
  private static let sample = "/runs/run-0001/samples/test:0"

  /// Evidence of maps that were sent before is that of maps that come with theirs.
  @Test(arguments: ["saliency", "integrated-gradients", "gradcam"]) func evidenceIsAQuestionOfItsOwn(_ method: String)
    async throws
  {
    let project = try await TrainedProject.shared.value
    let words = "targets=all,loss,1-0&method=\(method)"
    let together = Mutex<[String: JSONValue]>([:])
    try await project.ask { client in
      let header = try ArrayReader(try await client.get("\(Self.sample)/heatmaps?\(words)&evidence=1").bytes).header
      together.withLock { $0 = header }
    }
    // A server that knows of no answer yet.
    try await project.ask { client in
      let maps = try ArrayReader(try await client.get("\(Self.sample)/heatmaps?\(words)").bytes)
      let reply = try await client.get("\(Self.sample)/evidence?\(words)")
      for (name, value) in together.withLock({ $0 }) where name != "arrays" { #expect(reply.at("/\(name)") == value, "\(name)") }
      #expect(reply.at("/targets") == maps.header["targets"] && reply.at("/figures/deletion/3") != nil)
    }
  }

  @Test(arguments: [
    ("test:12/evidence", 404), ("test:0/evidence?evidence=1", 400), ("test:0/evidence?method=nope", 422),
    ("test:0/evidence?targets=7", 422),
  ])
  func refusals(_ path: String, _ status: Int) async throws {
    let project = try await TrainedProject.shared.value
    try await project.ask { client in
      let reply = try await client.get("/runs/run-0001/samples/\(path)")
      #expect(reply.status == status, "\(reply.problem)")
    }
  }
}
