import Analytics
import Core
import Foundation
import Pipeline
import ProjectConfiguration
import Store

/// The charts of the dashboard: those of leap.yaml, which stay as they are there, and those that people made in it.
///
/// Names are `yaml-` and the name in leap.yaml, or `own-` and the number in the store, so that no two are the same.
struct ChartList {
  struct Chart {
    var id: String
    var title: String
    var of: String
    var kind: String
    /// What the chart asks; null for pictures that ask nothing.
    var query: JSONValue
    var isOwn: Bool
    var isHidden = false
    var position = 0

    var json: JSONValue {
      .object([
        "id": .string(id), "title": .string(title), "of": .string(of), "kind": .string(kind), "query": query,
        "source": .string(isOwn ? "dashboard" : "leap.yaml"), "position": .number(position), "hidden": .bool(isHidden),
      ])
    }
  }

  /// All charts in the order in which they are shown.
  private(set) var charts: [Chart]

  init(_ project: ServedProject) throws {
    let name = project.plan.name
    let given = try project.plan.charts.map { chart -> Chart in
      let query = chart.kind == .chart ? try chart.question(file: project.plan.source) : nil
      return Chart(
        id: "yaml-\(chart.name)", title: chart.title, of: chart.source.rawValue,
        kind: query.map(Self.kind) ?? chart.kind.rawValue, query: try query.map { try .of($0) } ?? .null, isOwn: false)
    }
    let own = try project.store.charts(ofProject: name).map(Self.chart)
    let places = try project.store.chartPlaces(ofProject: name)
    let all = given + own
    // Those without a place come last, in their own order.
    let order = all.indices.sorted { a, b in
      (places[all[a].id]?.position ?? Int.max, a) < (places[all[b].id]?.position ?? Int.max, b)
    }
    charts = order.enumerated().map { position, i in
      var chart = all[i]
      chart.position = position
      chart.isHidden = places[chart.id]?.isHidden ?? false
      return chart
    }
  }

  var json: JSONValue { .list(charts.map(\.json)) }

  subscript(id: String) -> Chart? { charts.first { $0.id == id } }

  static func chart(_ record: ChartRecord) throws -> Chart {
    let query = try? JSONDecoder().decode(JSONValue.self, from: Data(record.query.utf8))
    return Chart(
      id: "own-\(record.id)", title: record.title, of: record.source, kind: record.kind, query: query ?? .null, isOwn: true)
  }

  /// Counts in bins are a histogram, other figures of bins a line, figures of words bars.
  private static func kind(_ query: ChartQuery) -> String {
    guard let groups = query.x.groups, groups != .distinct else { return "bars" }
    return query.y.aggregate == .count ? "histogram" : "line"
  }
}
