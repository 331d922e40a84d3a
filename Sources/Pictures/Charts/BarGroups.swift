/// Which series have a bar at a label: where one has none, the others stand in the middle.
struct BarGroups {
  /// Series in their order.
  private var series: [Chart.X: [Int]] = [:]
  /// Bars of the largest group, at least 1; all bars are as wide as there.
  private(set) var most = 1

  init(_ facet: Chart.Facet, isLog: Bool) {
    for (i, own) in facet.series.enumerated() {
      for value in own.values where !isLog || value.y > 0 {
        if series[value.x]?.last != i { series[value.x, default: []].append(i) }
      }
    }
    most = max(1, series.values.map(\.count).max() ?? 1)
  }

  /// Where the bar of a series begins, in widths of a bar.
  func offset(of index: Int, at x: Chart.X) -> Float {
    let own = series[x] ?? []
    return Float(most - own.count) / 2 + Float(own.firstIndex(of: index) ?? 0)
  }
}
