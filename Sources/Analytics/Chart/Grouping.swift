import Core
import Glibc

/// What a group has in common.
public enum GroupKey: Hashable, Sendable {
  case value(ColumnValue)
  /// A bin from `lower`, which belongs to it, to `upper`, which belongs to the next one.
  case bin(lower: Double, upper: Double)
}

/// The groups of one column over the tables of one or more runs, and which of them each row is in.
struct Grouping {
  var keys: [GroupKey]
  /// One array a table, an index into `keys` a row; -1 where the row is in none.
  var codes: [[Int32]]

  /// The groups of x. Rows without a value leave the masks and are counted in `leftOut`.
  init(_ x: ChartQuery.X, _ tables: [ColumnTable], _ masks: inout [RowMask], _ leftOut: inout Int) throws {
    let columns = try tables.map { try $0.values(of: x.column) }
    if let groups = x.groups, groups != .distinct {
      try self.init(groups, of: columns.compactMap(\.numbers), masks)
    } else {
      self.init(distinct: columns, masks)
      guard keys.count <= ChartQuery.mostBins || x.limit != nil else {
        throw ChartQuery.fault("column '\(x.column)' has \(keys.count) distinct values", "take bins, or set a limit")
      }
    }
    for i in tables.indices {
      let codes = codes[i]
      masks[i].keep(&leftOut) { codes[$0] >= 0 }
    }
  }

  /// Groups by the distinct values over all tables, in ascending order.
  init(distinct columns: [ColumnValues], _ masks: [RowMask]) {
    let levels = zip(columns, masks).map { Levels(of: $0, in: $1) }
    let merged = levels.count == 1 ? levels[0].values : Levels.merged(levels)
    keys = merged.map(GroupKey.value)
    let place = Dictionary(uniqueKeysWithValues: merged.enumerated().map { ($1, Int32($0)) })
    codes = levels.map { level in
      let moved = level.values.map { place[$0] ?? -1 }
      return level.codes.map { $0 < 0 ? -1 : moved[Int($0)] }
    }
  }

  /// Groups by bins. Values that are missing or not finite are in none.
  init(_ groups: ChartQuery.Groups, of columns: [[Double]], _ masks: [RowMask]) throws {
    var (least, most) = (Double.infinity, -Double.infinity)
    for (values, mask) in zip(columns, masks) {
      for row in values.indices where mask.flags[row] && values[row].isFinite {
        least = min(least, values[row])
        most = max(most, values[row])
      }
    }
    guard least <= most else {
      keys = []
      codes = columns.map { [Int32](repeating: -1, count: $0.count) }
      return
    }
    let edges = try Self.edges(groups, least, most)
    keys = edges.indices.dropLast().map { .bin(lower: edges[$0], upper: edges[$0 + 1]) }
    let (bins, scale) = (edges.count - 1, Double(edges.count - 1) / (edges[edges.count - 1] - edges[0]))
    codes = zip(columns, masks).map { values, mask in
      values.indices.map { row in
        let value = values[row]
        guard mask.flags[row], value.isFinite else { return -1 }
        // Rounding may put it one off; the edges decide.
        var bin = min(bins - 1, max(0, Int((value - edges[0]) * scale)))
        while bin > 0, value < edges[bin] { bin -= 1 }
        while bin < bins - 1, value >= edges[bin + 1] { bin += 1 }
        return Int32(bin)
      }
    }
  }

  private static func edges(_ groups: ChartQuery.Groups, _ least: Double, _ most: Double) throws -> [Double] {
    switch groups {
    case .distinct: return []
    case .bins(let count):
      // One value alone gets room on both sides.
      let (low, high) = least < most ? (least, most) : (least - 0.5, most + 0.5)
      let step = (high - low) / Double(count)
      guard step.isFinite, (1 / step).isFinite, low + step > low, high - step < high else {
        throw ChartQuery.fault(
          "\(count) bins from \(low) to \(high) cannot be told apart", "choose fewer bins, or filter the values")
      }
      return (0..<count).map { low + Double($0) * step } + [high]
    case .width(let width):
      let (first, last) = (floor(least / width), floor(most / width))
      let isSound =
        abs(first) < 0x1p52 && abs(last) < 0x1p52 && (1 / width).isFinite && ((abs(first) + abs(last) + 4) * width).isFinite
      guard isSound, last - first < Double(ChartQuery.mostBins) else {
        throw ChartQuery.fault(
          "bins of \(width) from \(least) to \(most) are too many or too wide", "choose another width, or filter the values")
      }
      var edges = (0...Int(last - first) + 1).map { (first + Double($0)) * width }
      // Division and multiplication round differently.
      if edges[0] > least { edges.insert((first - 1) * width, at: 0) }
      if edges[edges.count - 1] <= most { edges.append((last + 2) * width) }
      return edges
    }
  }
}
