import Kernels

/// All groups that one value of a column, or values of two, pick out.
struct Slices {
  let facets: [Facet]
  /// Columns that are cut together; `b` nil: one column alone.
  private let tables: [(a: Int, b: Int?)]
  private let parallel: Parallel

  struct Slice {
    let table: Int
    let bin: Int
  }

  /// Facets in the order of the columns; clusters, which columns explain in turn, stand alone.
  /// - Parameter outcome: what is to be explained, for rows; columns that say nearly the same are left out.
  init(_ all: [Facet], rows: [Int], outcome: (Int) -> Double, parallel: Parallel) {
    facets = all.filter { !Self.says($0, outcome, rows) }
    self.parallel = parallel
    var tables: [(a: Int, b: Int?)] = facets.indices.map { ($0, nil) }
    for a in facets.indices where facets[a].name != "cluster" {
      for b in facets.indices where b > a && facets[b].name != "cluster" { tables.append((a, b)) }
    }
    self.tables = tables
  }

  /// Whether the bins of a column explain nearly all of the outcome's ranks.
  private static func says(_ facet: Facet, _ outcome: (Int) -> Double, _ rows: [Int]) -> Bool {
    let known = rows.filter { facet.bins[$0] >= 0 }
    let values = known.map(outcome)
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var all = Spread(), bins = [Spread](repeating: Spread(), count: facet.values.count)
    for (rank, i) in order.enumerated() {
      all.add(Double(rank))
      bins[Int(facet.bins[known[i]])].add(Double(rank))
    }
    let between = bins.reduce(0.0) { $0 + Double($1.count) * ($1.mean - all.mean) * ($1.mean - all.mean) }
    return all.variance > 0 && between > 0.8 * all.variance * Double(all.count - 1)
  }

  /// For each table, for each of its bins, what the values of the rows are like.
  func spreads(_ rows: [Int], _ value: @Sendable (Int) -> Double) -> [[Spread]] {
    let values = rows.map(value)
    var result = [[Spread]](repeating: [], count: tables.count)
    result.withUnsafeMutableBufferPointer { result in
      // The threads write disjoint elements, and run returns when all are done.
      nonisolated(unsafe) let result = result
      parallel.run(tables.count) { _, unit in
        let (a, b) = tables[unit]
        let (left, right) = (facets[a], b.map { facets[$0] })
        let width = right?.values.count ?? 1
        var bins = [Spread](repeating: Spread(), count: left.values.count * width)
        for (i, row) in rows.enumerated() {
          let (x, y) = (Int(left.bins[row]), right.map { Int($0.bins[row]) } ?? 0)
          if x >= 0, y >= 0 { bins[x * width + y].add(values[i]) }
        }
        result[unit] = bins
      }
    }
    return result
  }

  /// The slices of one column each that a slice of two is made of, none for one of one.
  func parents(of slice: Slice) -> [Slice] {
    guard let b = tables[slice.table].b else { return [] }
    let (x, y) = slice.bin.quotientAndRemainder(dividingBy: facets[b].values.count)
    return [Slice(table: tables[slice.table].a, bin: x), Slice(table: b, bin: y)]
  }

  private func parts(_ slice: Slice) -> [(facet: Facet, bin: Int)] {
    let all = tables[slice.table].b == nil ? [slice] : parents(of: slice)
    return all.map { (facets[tables[$0.table].a], $0.bin) }
  }

  func members(_ slice: Slice, of rows: [Int]) -> [Int] {
    let parts = parts(slice)
    return rows.filter { row in parts.allSatisfy { Int($0.facet.bins[row]) == $0.bin } }
  }

  /// "label = 9 and holes = 0"
  func phrase(_ slice: Slice) -> String { parts(slice).map { $0.facet.phrases[$0.bin] }.joined(separator: " and ") }

  func names(_ slice: Slice) -> Set<String> { Set(parts(slice).map(\.facet.name)) }

  /// Keeps the first of groups that overlap: those whose common members are more than half of all members of both, or most
  /// (80%) of the smaller one.
  /// - Parameter slices: the best first; no more than 1,000 are looked at.
  func distinct(_ slices: [Slice], of rows: [Int], most: Int) -> [(slice: Slice, members: [Int])] {
    var kept: [(slice: Slice, members: [Int])] = []
    // For each row which of the kept groups it is in.
    var sets = [UInt64](repeating: 0, count: 1 + (rows.max() ?? 0))
    for slice in slices.prefix(1000) where kept.count < min(most, 64) {
      let members = members(slice, of: rows)
      var common = [Int](repeating: 0, count: kept.count)
      for row in members where sets[row] != 0 { for i in kept.indices where sets[row] >> UInt64(i) & 1 == 1 { common[i] += 1 } }
      let repeats = kept.indices.contains { i in
        let (own, other) = (members.count, kept[i].members.count)
        return 2 * common[i] > own + other - common[i] || 10 * common[i] > 8 * min(own, other)
      }
      guard !repeats else { continue }
      for row in members { sets[row] |= 1 << UInt64(kept.count) }
      kept.append((slice, members))
    }
    return kept
  }
}
