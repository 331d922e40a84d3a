import Core
import Foundation
import Store
import Testing

@testable import Dashboard

/// Samples and their images, read by the data set plugin that ships.
@Suite struct SampleRouteTests {
  @Test func aSampleTellsAllThatIsKnown() async throws {
    let project = try SmallProject(library: "libNowhere.so")
    try await project.ask { client in
      let reply = try await client.get("/runs/run-0001/samples/training:3")
      #expect(reply.at("/row") == .int(3) && reply.at("/label_name") == .string("odd"))
      #expect(reply.at("/prediction_name") == .string("even") && reply.at("/correct") == .bool(false))
      #expect(reply.at("/loss") == .double(0.3) && reply.at("/columns/4/value") == .string("low"))
      guard case .double(let first)? = reply.at("/probabilities/0") else { throw ArrayReader.Wrong(what: "no probability") }
      #expect(abs(first - 1 / (1 + exp(-2))) < 1e-12)
      #expect(try await client.get("/runs/run-0001/samples/test%3A0").at("/row") == .int(6))
      #expect(try await client.get("/runs/run-0001/samples/test:3").at("/columns/3/value") == .null)
      for (name, status) in [("test:4", 404), ("pool:0", 404), ("test", 400), ("test:-1", 400), ("test:%FF", 400)] {
        #expect(try await client.get("/runs/run-0001/samples/\(name)").status == status, "\(name)")
      }
    }
  }

  @Test func pixelsAreThoseOfTheDataSet() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      let read = try ArrayReader(try await client.get("/runs/run-0001/samples/validation:1/pixels").bytes)
      #expect(read.shape("pixels") == [1, 2, 3])
      #expect(read.numbers("pixels").map { ($0 * 255).rounded() } == [50, 51, 52, 53, 54, 55])
    }
  }

  @Test func imagesAndSpritesArePNGOfTheRightSize() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      func size(_ path: String) async throws -> [Int] {
        let reply = try await client.get(path)
        #expect(reply.status == 200 && reply.headers[.contentType] == "image/png" && reply.bytes.starts(with: [0x89, 0x50]))
        return [16, 20].map { i in reply.bytes[i..<i + 4].reduce(0) { $0 << 8 | Int($1) } }
      }
      let plain = try await size("/runs/run-0001/samples/test:0/image")
      #expect(plain == [3, 2])
      #expect(try await size("/runs/run-0001/samples/test:0/image?scale=8") == [24, 16])
      #expect(try await size("/runs/run-0001/sprite?rows=0,9,3") == [9, 2])
      let many = (0..<40).map { "\($0 % 10)" }.joined(separator: ",")
      #expect(try await size("/runs/run-0001/sprite?rows=\(many)") == [96, 4])
      let tooMany = [String](repeating: "0", count: 1025).joined(separator: ",")
      for wrong in ["", "x", "1,,x", tooMany] {
        #expect(try await client.get("/runs/run-0001/sprite?rows=\(wrong)").status == 400)
      }
      #expect(try await client.get("/runs/run-0001/sprite?rows=10").status == 422)
      #expect(try await client.get("/runs/run-0001/samples/test:0/image?scale=33").status == 400)
    }
  }

  /// Many tiles or maps of large pictures would take more memory than the machine has.
  @Test func whatIsTooLargeForMemoryIsRefused() async throws {
    let project = try SmallProject()
    try project.store.setDataset(
      DatasetRecord(
        subsets: SmallProject.subsets, classNames: ["even", "odd"],
        input: PortInfo(name: "image", dtype: .float32, shape: [3, 4096, 4096])), of: project.run)
    try await project.ask { client in
      let reply = try await client.get("/runs/run-0001/sprite?rows=0,1,2,3,4,5,6,7,8,9")
      #expect(reply.status == 422 && reply.problem.contains("503316480 values"), "\(reply.problem)")
      let maps = try await client.get("/runs/run-0001/samples/test:0/heatmaps?targets=all,loss,all")
      #expect(maps.status == 422 && maps.problem.contains("83886080 values"), "\(maps.problem)")
    }
  }

  /// A finished run opens without plugins; what needs one says why there is none.
  @Test func withoutPluginsTheReasonIsGiven() async throws {
    let project = try SmallProject(library: "libNowhere.so")
    try await project.ask { client in
      for path in ["samples/test:0/image", "sprite?rows=1", "methods", "samples/test:0/heatmaps", "pair?a=test:0&b=test:1"] {
        let reply = try await client.get("/runs/run-0001/\(path)")
        #expect(reply.status == 422 && reply.json.at(pointer: "/error/doing") != nil, "\(path)")
        #expect(String(decoding: reply.bytes, as: UTF8.self).contains("libNowhere.so"), "\(path)")
      }
    }
  }

  @Test func similarsComeFromTheStoredGraph() async throws {
    let project = try SmallProject(library: "libNowhere.so")
    try await project.ask { client in
      let reply = try await client.get("/runs/run-0001/similars?samples=training:2&limit=2")
      #expect(reply.at("/neighbors/0/sample") == .string("training:3") && reply.at("/neighbors/0/prediction") == .int(0))
      #expect(reply.at("/neighbors/1/row") == .int(4) && reply.number("/neighbors/1/distance") == 2)
      #expect(reply.at("/query") == .array([.string("training:2")]))
      // More than the graph has needs the plugin.
      #expect(try await client.get("/runs/run-0001/similars?samples=training:2&limit=3").status == 422)
      #expect(try await client.get("/runs/run-0001/similars?samples=training:2&combination=median").status == 400)
    }
  }
}
