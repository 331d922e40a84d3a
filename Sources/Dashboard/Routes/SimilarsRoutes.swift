import Core
import NIOCore
import Pipeline
import Store

/// Samples that the model finds alike.
enum SimilarsRoutes {
  static let mostSeeds = 256

  static let all: [Route] = [
    .get(
      "/runs/{run}/similars", query: ["samples", "limit", "metric", "combination", "subset", "filter"], isLong: true
    ) { request in
      let view = try await request.project.view(request.parameter("run"))
      let names = try request.query.required("samples", like: "test:5012").split(separator: ",").map(String.init)
      guard names.count <= mostSeeds else {
        throw Query.error("\(names.count) samples are too many", "name at most \(mostSeeds)")
      }
      let seeds = try names.map { try view.sample($0) }
      let limit = try request.query.int("limit", in: 1...10_000)
      let combination: SimilarsQuery.Combination = try request.query.word("combination") ?? .mean
      let (subset, filter, metric) = (request.query.text("subset"), request.query.text("filter"), request.query.text("metric"))
      return try await request.project.answer(request, view, byPlugins: true) {
        let open = try view.open()
        let (query, stored) = try await BlockingThreads.run {
          let allowed = try ColumnQuestions(open).mask(subset: subset, filter: filter)
          let query = question(seeds, limit, combination, allowed, metric, open)
          return (query, try StoredSimilars(open).neighbors(query))
        }
        let found =
          if let stored { stored } else { try await SimilarsQuestions(request.project.session()).searched(query, in: open) }
        return ByteBuffer(bytes: try JSONText.bytes(of: SimilarsAnswer(query: names, neighbors: found)))
      }
    }
  ]

  private static func question(
    _ seeds: [(sample: SampleID, row: Int)], _ limit: Int?, _ combination: SimilarsQuery.Combination, _ allowed: [Bool]?,
    _ metric: String?, _ open: OpenRun
  ) -> SimilarsQuery {
    // Without a wish, as many as there are up to 100.
    let own = Set(seeds.map(\.row))
    let others = (0..<open.rows.count).count { (allowed?[$0] ?? true) && !own.contains($0) }
    return SimilarsQuery(
      .samples(seeds.map(\.sample)), combination: combination, limit: limit ?? max(1, min(100, others)), allowed: allowed,
      metric: metric)
  }
}
