import Core
import Foundation
import Testing

@testable import Dashboard

/// Heat maps and similars over HTTP, by the plugins that ship.
@Suite struct HeatMapRouteTests {
  private static let sample = "/runs/run-0001/samples/test:0"

  private func arrays(_ client: TestClient, _ path: String) async throws -> ArrayReader {
    let reply = try await client.get(path)
    guard reply.status == 200 else { throw ArrayReader.Wrong(what: "\(reply.status): \(reply.problem)") }
    #expect(reply.headers[.contentType] == "application/vnd.leap.arrays")
    return try ArrayReader(reply.bytes)
  }

  @Test func methodsAndLayersAreThoseOfTheModel() async throws {
    let project = try await TrainedProject.shared.value
    try await project.ask { client in
      let reply = try await client.get("/runs/run-0001/methods")
      guard case .array(let methods)? = reply.at("/methods") else { throw ArrayReader.Wrong(what: reply.problem) }
      #expect(reply.at("/default") == methods.first)
      for name in ["gradcam", "saliency", "integrated-gradients", "rise"] { #expect(methods.contains(.string(name)), "\(name)") }
      #expect(reply.at("/layers/0") == .string("conv1"))
    }
  }

  /// Maps are as large as the picture, on one scale with their sign, and what was enlarged is there as it was.
  @Test func mapsHaveTheSizeOfThePicture() async throws {
    let project = try await TrainedProject.shared.value
    let side = TrainedProject.side
    try await project.ask { client in
      let plain = try await arrays(client, Self.sample + "/heatmaps?targets=all,loss,1-0&method=saliency")
      #expect(plain.names == ["maps", "image"])
      #expect(plain.shape("maps") == [4, side, side] && plain.shape("image") == [1, side, side])
      #expect(plain.header["targets"] == .texts(["class 0", "class 1", "loss", "class 1 - 0"]))
      #expect(plain.header["method"] == .string("saliency") && plain.header["figures"] == .object([:]))
      #expect(plain.header["randomization"] == .null)
      let maps = plain.numbers("maps")
      #expect(maps.allSatisfy(\.isFinite) && maps.contains { $0 != 0 })
      #expect(plain.header["signed"] == .bool(maps.contains { $0 < 0 }))
      #expect(plain.numbers("image").map { ($0 * 255).rounded() } == TrainedProject.pixels(48).map(Double.init))
      // Gradients of a difference are the difference of the gradients.
      let area = side * side
      for p in 0..<area { #expect(abs(maps[3 * area + p] - (maps[area + p] - maps[p])) < 1e-4) }

      let cam = try await arrays(client, Self.sample + "/heatmaps?targets=1&method=gradcam&layer=conv1")
      #expect(cam.shape("maps") == [1, side, side] && cam.shape("raw") == [1, side - 2, side - 2])
      let sure = try await arrays(client, Self.sample + "/heatmaps?targets=all&method=saliency&evidence=1")
      guard case .object(let figures)? = sure.header["figures"], case .object(let curves)? = sure.header["curves"] else {
        throw ArrayReader.Wrong(what: "no figures")
      }
      #expect(Set(figures.keys).isSuperset(of: ["deletion", "insertion"]) && curves.keys.contains("deletion_curve"))
      for case .array(let values) in figures.values { #expect(values.count == TrainedProject.classes) }
      #expect(sure.header["randomization"].map { $0 != .null } == true)

      let pair = try await arrays(client, "/runs/run-0001/pair?a=test:0&b=test:2&method=saliency")
      #expect(pair.shape("maps") == [2, side, side] && pair.shape("images") == [2, 1, side, side])
      #expect(pair.header["metric"] == .string("cosine") && pair.header["samples"] == .texts(["test:0", "test:2"]))
    }
  }

  /// What cannot be drawn is the client's fault, in the words of whoever refused it.
  @Test(arguments: [
    ("method=nope", 422, "no visualizer of the project offers 'nope' for this model"),
    ("method=gradcam&layer=nope", 422, "nope"), ("method=saliency&layer=conv1", 422, "works at the input"),
    ("targets=7", 422, "there is no class 7"), ("targets=0-7", 422, "there is no class 7"),
    ("targets=nope:0", 422, "the model has no layer 'nope'"), ("targets=conv1:8", 422, "conv1 has 8 units"),
    ("targets=conv1:99999999999999999999", 400, "it is no class"), ("targets=-1", 400, "it is no class"),
    ("targets=a", 400, "it is no class"), ("targets=,", 400, "are none, or too many"),
    ("targets=0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0", 400, "are none, or too many"), ("evidence=2", 400, "evidence"),
    ("options=1", 400, "there is no parameter 'options'"),
  ])
  func refusals(_ query: String, _ status: Int, _ words: String) async throws {
    let project = try await TrainedProject.shared.value
    try await project.ask { client in
      let reply = try await client.get("\(Self.sample)/heatmaps?\(query)")
      #expect(reply.status == status && reply.problem.contains(words), "\(reply.status) \(reply.problem)")
    }
  }

  @Test func wrongSamplesMetricsAndMethodsAreRefused() async throws {
    let project = try await TrainedProject.shared.value
    try await project.ask { client in
      for (path, status) in [
        ("/runs/run-0001/samples/test:12/heatmaps", 404), ("/runs/run-0001/samples/test/heatmaps", 400),
        ("/runs/run-0002/samples/test:0/heatmaps", 404), ("/runs/run-0001/pair?a=test:0", 400),
        ("/runs/run-0001/pair?a=test:0&b=test:1&metric=l1", 400), ("/runs/run-0001/pair?a=test:0&b=test:1&method=nope", 422),
      ] {
        let reply = try await client.get(path)
        #expect(reply.status == status, "\(path)")
      }
      let posted = try await client.send(.post, Self.sample + "/heatmaps", "{}")
      #expect(posted.status == 405)
    }
  }

  /// Options of a visualizer and its library may be others when the server starts again: then the client's maps are old.
  @Test func whatPluginsSaidIsKnownToOneServerOnly() async throws {
    let project = try await TrainedProject.shared.value
    let path = Self.sample + "/heatmaps?targets=0&method=saliency"
    let (tags, keep) = AsyncStream.makeStream(of: String.self)
    try await project.ask { client in
      let tag = try #require(try await client.get(path).headers[.eTag])
      #expect(try await client.get(path, [.ifNoneMatch: tag]).status == 304)
      keep.yield(tag)
    }
    var iterator = tags.makeAsyncIterator()
    let tag = try #require(await iterator.next())
    try await project.ask { client in
      let reply = try await client.get(path, [.ifNoneMatch: tag])
      #expect(reply.status == 200)
    }
  }

  /// Without a limit there are as many similars as there are samples to choose from, whether or not the seed is one of them.
  @Test func allOfASmallSubsetAreSimilars() async throws {
    let project = try await TrainedProject.shared.value
    try await project.ask { client in
      for (seeds, count) in [("training:0", 12), ("test:0", 11), ("test:0,training:1,test:0", 11)] {
        let reply = try await client.get("/runs/run-0001/similars?samples=\(seeds)&subset=test")
        guard case .array(let found)? = reply.at("/neighbors") else { throw ArrayReader.Wrong(what: reply.problem) }
        #expect(found.count == count, "\(seeds)")
      }
    }
  }
}
