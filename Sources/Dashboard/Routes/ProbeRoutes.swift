import Core
import NIOCore
import Pipeline
import Store

/// What the model makes of an image that a person draws.
enum ProbeRoutes {
  private static let neighbors = 10

  static let all: [Route] = [
    .send(.post, "/runs/{run}/probe", bodyLimit: 8 << 20, isLong: true) { request in
      struct Drawing: Decodable {
        let sample: String?
        let pixels: [Float]
      }
      let view = try await request.project.view(request.parameter("run"))
      let drawing = try request.decoded(Drawing.self, doing: "probing an image")
      let project = request.project
      let open = try view.open()
      let row = try drawing.sample.flatMap { $0.isEmpty ? nil : try view.sample($0).row }
      let label = try await BlockingThreads.run { try row.flatMap { try open.labelsAndPredictions(ofRows: [$0])[0].label } }
      // Without a map there is no place.
      let map = try? await project.map(view)
      let found = try await ImageQuestions(project.session()).probe(
        drawing.pixels, label: label, neighbors: neighbors, on: map, in: open)
      return try await BlockingThreads.run { try APIResponse(of: ProbeAnswer(found)) }
    }
  ]
}
