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
    ) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let names = try call.query.required("samples", like: "test:5012").split(separator: ",").map(String.init)
      guard names.count <= mostSeeds else {
        throw Query.fault("\(names.count) samples are too many", "name at most \(mostSeeds)")
      }
      let seeds = try names.map { try view.sample($0) }
      let limit = try call.query.int("limit", in: 1...10_000)
      let combination: SimilarsQuery.Combination = try call.query.word("combination") ?? .mean
      let (subset, filter, metric) = (call.query.text("subset"), call.query.text("filter"), call.query.text("metric"))
      return try await call.desk.answer(call, view, byPlugins: true) {
        let open = try view.open()
        let (query, stored) = try await BlockingThreads.run {
          let allowed = try ColumnQuestions(open).mask(subset: subset, filter: filter)
          let query = question(seeds, limit, combination, allowed, metric, open)
          return (query, try StoredSimilars(open).neighbors(query))
        }
        let found =
          if let stored { stored } else { try await SimilarsQuestions(call.desk.session()).searched(query, in: open) }
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
