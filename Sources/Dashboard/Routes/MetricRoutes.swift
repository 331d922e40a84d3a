import Analytics
import Core
import Pipeline
import Store

/// How good the model is over any samples.
enum MetricRoutes {
  /// Names of one question.
  private static let most = 64
  enum CurveKind: String, CaseIterable { case roc, precisionRecall = "precision-recall", calibration }

  static let all: [Route] = [
    .get("/runs/{run}/confusion", query: ["filter", "subset"]) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let (filter, subset) = (call.query.text("filter"), call.query.text("subset"))
      return try await call.desk.json(call, view) { open in
        let matrix = ConfusionMatrix(try open.outcomes(try open.mask(subset: subset, filter: filter)))
        return .object([
          "classes": .texts(open.dataset.classNames),
          "counts": .list(
            (0..<matrix.classes).map { truth in
              .list((0..<matrix.classes).map { .number(matrix[truth: truth, predicted: $0]) })
            }),
        ])
      }
    },
    .get("/runs/{run}/metrics", query: ["filter", "names"]) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let filter = call.query.text("filter")
      let names = call.query.list("names")
      guard names.count <= most else { throw Query.fault("\(names.count) metrics are too many", "ask for at most \(most)") }
      let metrics = try names.isEmpty ? Metric.usual : names.map { try Metric(named: $0) }
      return try await call.desk.json(call, view) { open in
        let subsets = open.rows.subsets.filter { $0.state != .unlabeled && $0.count > 0 }.map(\.name)
        let outcomes = try subsets.map { try open.outcomes(try open.mask(subset: $0, filter: filter)) }
        func bySubset(_ value: (Outcomes) -> JSONValue) -> JSONValue {
          .object(Dictionary(uniqueKeysWithValues: zip(subsets, outcomes.map(value))))
        }
        return .object([
          "samples": bySubset { .number($0.count) },
          "metrics": .object(
            Dictionary(metrics.map { metric in (metric.name, bySubset { .number(metric.value(of: $0)) }) }) { first, _ in first }),
        ])
      }
    },
    .get("/runs/{run}/curves", query: ["kind", "filter", "subset"]) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let (filter, subset) = (call.query.text("filter"), call.query.text("subset"))
      _ = try call.query.required("kind", like: "roc")
      let kind: CurveKind = try call.query.word("kind") ?? .roc
      return try await call.desk.json(call, view) { open in
        let outcomes = try open.outcomes(try open.mask(subset: subset, filter: filter))
        return CurveJSON.json(kind, outcomes, classes: open.dataset.classNames)
      }
    },
    .get("/runs/{run}/correlation", query: ["x", "y", "filter"]) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let (x, y) = (try call.query.required("x", like: "distance"), try call.query.required("y", like: "loss"))
      let filter = call.query.text("filter")
      return try await call.desk.json(call, view) { open in
        let table = try open.table()
        let mask = try filter.map { try Filter(parsing: $0, for: table).mask(over: table) }
        guard let found = Correlation(try table.values(of: x), try table.values(of: y), mask: mask) else {
          throw LeapError(
            .usage, doing: "correlating", problem: "one of the columns is text", remedy: "choose columns of numbers")
        }
        func part(_ part: Correlation.Coefficient?) -> JSONValue {
          part.map { .object(["r": .number($0.r), "p": .number($0.p)]) } ?? .null
        }
        return .object(["n": .number(found.n), "pearson": part(found.pearson), "spearman": part(found.spearman)])
      }
    },
    .get("/runs/{run}/training", query: ["from"]) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let first = try call.query.int("from", in: 0...(1 << 40)) ?? 0
      return try await call.desk.answer(call, view, type: ArrayMessage.mediaType) {
        try await BlockingThreads.run { try TrainingMessage.message(view, from: first).encoded() }
      }
    },
  ]
}
