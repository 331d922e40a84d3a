import Core
import GRDB

/// A chart that a person made in the dashboard. It belongs to the project.
public struct ChartRecord: Hashable, Sendable, Identifiable {
  /// The number that the store gives the chart; 0 before.
  public var id: Int64
  public var title: String
  /// The rows that it counts: `samples`, `batches` or `epochs`.
  public var source: String
  /// How it is drawn, e.g. `bars`.
  public var kind: String
  /// What it asks, as JSON.
  public var query: String
  public init(id: Int64 = 0, title: String, source: String, kind: String, query: String) {
    self.id = id
    self.title = title
    self.source = source
    self.kind = kind
    self.query = query
  }
}

/// Where a chart stands in the dashboard, whoever made it.
public struct ChartPlace: Hashable, Sendable {
  /// The chart's place in the order, from low to high; nil: after all that have one.
  public var position: Int?
  public var isHidden: Bool
  public init(position: Int? = nil, isHidden: Bool = false) {
    self.position = position
    self.isHidden = isHidden
  }
}

extension RunStore {
  /// All charts of a project that people made in the dashboard, in the order of creation.
  public func charts(ofProject project: String) throws -> [ChartRecord] {
    try read("reading the charts") { db in
      try rows(db, "SELECT * FROM chart WHERE project = ? ORDER BY id", [project]) { row in
        ChartRecord(
          id: try row.int64("id"), title: try row.text("title"), source: try row.text("source"), kind: try row.text("kind"),
          query: try row.text("query"))
      }
    }
  }

  /// Adds a chart, or replaces the one with its number.
  /// - Returns: it, with its number; nil where the project has none of that number.
  public func save(_ chart: ChartRecord, project: String) throws -> ChartRecord? {
    try write("saving chart '\(chart.title)'") { db in
      var saved = chart
      if chart.id == 0 {
        try db.execute(
          sql: "INSERT INTO chart(project, title, source, kind, query) VALUES(?, ?, ?, ?, ?)",
          arguments: [project, chart.title, chart.source, chart.kind, chart.query])
        saved.id = db.lastInsertedRowID
        return saved
      }
      try db.execute(
        sql: "UPDATE chart SET title = ?, source = ?, kind = ?, query = ? WHERE id = ? AND project = ?",
        arguments: [chart.title, chart.source, chart.kind, chart.query, chart.id, project])
      return db.changesCount == 1 ? saved : nil
    }
  }

  /// Removes a chart that a person made.
  /// - Returns: whether there was one.
  public func deleteChart(_ id: Int64, project: String) throws -> Bool {
    try write("deleting chart \(id)") { db in
      try db.execute(sql: "DELETE FROM chart WHERE id = ? AND project = ?", arguments: [id, project])
      return db.changesCount == 1
    }
  }

  /// Places of charts, by the chart's name in the dashboard.
  public func chartPlaces(ofProject project: String) throws -> [String: ChartPlace] {
    let pairs = try read("reading the charts' places") { db in
      try rows(db, "SELECT * FROM chart_place WHERE project = ?", [project]) { row in
        let position = try row.optionalDouble("position").flatMap { Int(exactly: $0) }
        return (try row.text("chart"), ChartPlace(position: position, isHidden: try row.bool("hidden")))
      }
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// Sets the places of some charts; the others keep theirs.
  public func place(_ places: [String: ChartPlace], project: String) throws {
    try write("placing charts") { db in
      for (chart, place) in places {
        try db.execute(
          sql: "INSERT OR REPLACE INTO chart_place(project, chart, position, hidden) VALUES(?, ?, ?, ?)",
          arguments: [project, chart, place.position, place.isHidden ? 1 : 0])
      }
    }
  }
}
