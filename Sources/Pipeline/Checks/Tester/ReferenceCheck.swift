import Analytics
import Core
import ProjectConfiguration

/// Whether the charts, bars, analyzers and the loss of leap.yaml name columns, metrics and subsets that a run will have.
struct ReferenceCheck {
  static let component = "leap.yaml"

  let plan: ProjectPlan
  let subsets: [SubsetInfo]
  let classes: Int
  typealias Filled = [(id: String, columns: [ColumnInfo])]
  /// What metadata, metrics and functions fill, in this order, with the id that tells equal names apart; then what analyzers do.
  let parts: Filled
  let analyzers: Filled
  let log: TestLog

  func run() {
    var infos = Self.filled(by: parts, beside: InputColumns().all.map(\.info) + BuiltInColumns(loss: plan.loss).all.map(\.info))
    // The loss is taken before analyzers are asked.
    if case .column(let name, let mark) = plan.loss {
      check("loss", at: mark) { try Self.requireNumbers(name, in: rows(infos), orTruths: false) }
      infos.removeAll { $0.name == BuiltInColumns.loss }
      infos.append(ColumnInfo(name: BuiltInColumns.loss, kind: .float64, source: "leap"))
    }
    for use in plan.analyzers {
      for name in use.columns ?? [] where !infos.contains(where: { $0.name == name }) {
        check("analyzer '\(use.plugin)'", at: use.mark) {
          throw Self.fault("there is no column '\(name)'", name, among: infos.map(\.name))
        }
      }
    }
    let table = rows(Self.filled(by: analyzers, beside: infos))
    for chart in plan.charts {
      check("chart '\(chart.name)'", at: chart.mark) {
        guard chart.kind == .chart else { return }
        var query = try chart.question(file: plan.source)
        // Which runs and findings there are changes from day to day.
        query.runs = []
        _ = try query.resolved(in: rows(of: chart.source, filter: query.filter, samples: table))
      }
    }
    for gate in plan.gates {
      check("test '\(gate.name)'", at: gate.mark) {
        switch gate.figure {
        case .metric(let name): try checkMetric(name)
        case .mean(let name): try Self.requireNumbers(name, in: table, orTruths: true)
        }
        if let subset = gate.subset, !subsets.contains(where: { $0.name == subset }) {
          throw Self.fault("there is no subset '\(subset)'", subset, among: subsets.map(\.name))
        }
        if let filter = try gate.filter.map(Filter.init(parsing:)) { _ = try filter.resolved(in: Self.with(filter, table)) }
      }
    }
  }

  private func rows(of source: SavedChart.Source, filter: Filter?, samples: ColumnTable) -> ColumnTable {
    switch source {
    case .samples: Self.with(filter, samples)
    case .batches: ColumnTable(batches: [])
    case .epochs: ColumnTable(epochs: [])
    }
  }

  private func check(_ subject: String, at mark: ConfigNode.Mark, _ body: () throws -> Void) {
    do {
      try body()
    } catch {
      let known = error as? LeapError
      let problem = known?.problem ?? "\(error)"
      log.find(
        .danglingReference, in: Self.component, subject: subject, place: plan.source.place(mark), remedy: known?.remedy,
        problem.hasPrefix(subject) ? problem : "\(subject): \(problem)")
    }
  }

  private func rows(_ infos: [ColumnInfo]) -> ColumnTable {
    ColumnTable(samples: Rows(subsets), columns: infos) { _ in .string([]) }
  }

  /// Known columns and those of components, under the names that they get in a run.
  private static func filled(by components: Filled, beside known: [ColumnInfo]) -> [ColumnInfo] {
    var all = known
    for (id, columns) in components { all += columns.map { $0.named(apartFrom: Set(all.map(\.name)), by: id) } }
    return all
  }

  private func checkMetric(_ name: String) throws {
    let metric: Metric
    do {
      metric = try Metric(named: name)
    } catch var error as LeapError {
      error.problem = "there is no metric '\(name)'"
      throw error
    }
    switch metric {
    case .precision(.one(let c)), .recall(.one(let c)), .f1(.one(let c)), .areaUnderROC(.one(let c)),
      .averagePrecision(.one(let c)):
      guard c >= classes else { return }
      throw Self.fault("there is no class \(c): the data set has \(classes)", name, among: [])
    default: return
    }
  }

  private static func requireNumbers(_ name: String, in table: ColumnTable, orTruths: Bool) throws {
    guard let kind = table.kind(of: name) else {
      throw fault("there is no column '\(name)'", name, among: table.columns.map(\.name))
    }
    guard kind == .string || (kind == .bool && !orTruths) else { return }
    throw fault("column '\(name)' is of \(kind), where numbers are needed", name, among: [])
  }

  private static func fault(_ problem: String, _ word: String, among known: [String]) -> LeapError {
    LeapError(.usage, doing: "", problem: problem, remedy: nearestWord(to: word, among: known).map { "did you mean '\($0)'?" })
  }

  /// The table with every selection that a filter names.
  private static func with(_ filter: Filter?, _ table: ColumnTable) -> ColumnTable {
    var table = table
    for name in filter?.selections ?? [] { table.selections[name] = RowMask(rows: [], of: table.rowCount) }
    return table
  }
}
