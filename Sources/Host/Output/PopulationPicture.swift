import Core
import Pictures
import Pipeline

/// The population map with a column as color and another as size.
struct PopulationPicture {
  let open: OpenRun
  let view: PopulationView
  /// Rows that are shown.
  let rows: [Int]
  /// The name of a column.
  let color: String
  /// The name of a column of numbers; nil for dots of one size.
  let size: String?
  /// Rows to point at.
  let marked: [Int]

  /// More distinct whole numbers than this are drawn as a scale, not as classes.
  private static let mostClasses = 40

  func drawn() throws -> RGBImage {
    let position = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
    let highlights = marked.compactMap { row in
      position[row].map { PopulationPlot.Highlight(index: $0, caption: open.rows.sample(at: row).description) }
    }
    return try PopulationPlot(
      x: rows.map { view.places[$0].x }, y: rows.map { view.places[$0].y }, coloring: coloring(), sizes: sizes(),
      sizeName: size ?? "", title: "Population map of \(open.run.name)", subtitle: subtitle, highlights: highlights
    ).drawn()
  }

  private var subtitle: String {
    var parts = ["\(rows.count) samples", "color: \(color)"]
    if let size { parts.append("size: \(size)") }
    if view.isPreview { parts.append("unfinished") }
    return parts.joined(separator: ", ")
  }

  private func coloring() throws -> PopulationPlot.Coloring {
    switch try ColumnQuestions(open).column(color).values {
    case .float64(let values):
      return .values(rows.map { values[$0].map(Float.init) }, name: color, isLog: color == "loss")
    case .int64(let values):
      let known = Set(values.compactMap(\.self)).sorted()
      if known.count > Self.mostClasses { return .values(rows.map { values[$0].map { Float($0) } }, name: color) }
      if let least = known.first, let most = known.last, least >= 0, most < open.dataset.classNames.count,
        ["label", "prediction"].contains(color)
      {
        return .classes(rows.map { values[$0].map { Int($0) } ?? -1 }, names: open.dataset.classNames)
      }
      return classes(values.map { $0.map { "\($0)" } }, order: known.map { "\($0)" })
    case .bool(let values): return classes(values.map { $0.map { "\($0)" } }, order: ["false", "true"])
    case .string(let values): return classes(values, order: Set(values.compactMap(\.self)).sorted())
    }
  }

  private func classes(_ values: [String?], order: [String]) -> PopulationPlot.Coloring {
    let numbers = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    return .classes(rows.map { row in values[row].flatMap { numbers[$0] } ?? -1 }, names: order)
  }

  private func sizes() throws -> [Float?] {
    guard let size else { return [] }
    let values: [Float?] =
      switch try ColumnQuestions(open).column(size).values {
      case .float64(let all): all.map { $0.map(Float.init) }
      case .int64(let all): all.map { $0.map { Float($0) } }
      case .bool, .string:
        throw LeapError(
          .usage, doing: "drawing the population map", problem: "column '\(size)' is no number, and sizes are",
          remedy: "choose another with --size, or --size none")
      }
    return rows.map { row in values[row].map { max($0, 0) } }
  }
}
