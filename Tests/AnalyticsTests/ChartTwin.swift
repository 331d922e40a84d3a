import Core
@testable import Analytics

/// The slow twin of a chart: one row at a time, with a dictionary of groups. Knows bins of a width and distinct values.
struct ChartTwin {
  struct Key: Hashable {
    var facet: ColumnValue?
    var split: ColumnValue?
    var x: GroupKey
  }

  static func figures(_ query: ChartQuery, _ table: ColumnTable) throws -> [Key: (n: Int, value: Double?)] {
    let mask = try query.filter.map { try FilterTwin(table: table).mask($0) }
    func cell(_ column: String, _ row: Int) throws -> ColumnValue? {
      let value = try table.values(of: column)[row]
      if case .float64(let number)? = value, !number.isFinite { return nil }
      return value
    }
    var groups: [Key: [Double]] = [:]
    rows: for row in 0..<table.rowCount where mask?[row] ?? true {
      var parts: [ColumnValue?] = []
      for column in [query.facet, query.split] {
        let value = try column.flatMap { try cell($0, row) }
        if column != nil, value == nil { continue rows }
        parts.append(value)
      }
      var y = 0.0
      if let column = query.y.column {
        switch try cell(column, row) {
        case .float64(let value): y = value
        case .int64(let value): y = Double(value)
        case .bool(let value): y = value ? 1 : 0
        case .string: break
        case nil: continue rows
        }
      }
      guard let x = try cell(query.x.column, row) else { continue }
      groups[Key(facet: parts[0], split: parts[1], x: key(x, query.x.groups)), default: []].append(y)
    }
    return groups.mapValues { ($0.count, value(of: $0.sorted(), query.y.aggregate)) }
  }

  private static func key(_ value: ColumnValue, _ groups: ChartQuery.Groups?) -> GroupKey {
    guard case .width(let width) = groups else { return .value(value) }
    let number: Double =
      switch value {
      case .float64(let value): value
      case .int64(let value): Double(value)
      case .bool, .string: .nan
      }
    let floor = (number / width).rounded(.down)
    return .bin(lower: floor * width, upper: (floor + 1) * width)
  }

  private static func value(of sorted: [Double], _ aggregate: ChartQuery.Aggregate) -> Double? {
    let n = Double(sorted.count), mean = sorted.reduce(0, +) / n
    func quantile(_ share: Double) -> Double {
      let place = share * (n - 1)
      let (low, high) = (sorted[Int(place.rounded(.down))], sorted[Int(place.rounded(.up))])
      return low * (1 - (place - place.rounded(.down))) + high * (place - place.rounded(.down))
    }
    switch aggregate {
    case .mean: return mean
    case .median: return quantile(0.5)
    case .quantile(let share): return quantile(share)
    case .min: return sorted.first
    case .max: return sorted.last
    case .count: return n
    case .std: return n > 1 ? (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot() : nil
    }
  }
}
