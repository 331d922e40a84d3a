import Core
import Analytics
import Pictures

/// A chart's answer as a picture.
extension ChartResult {
  func picture(title: String) -> Chart {
    let names = Dictionary(grouping: groups.indices) { i in groups[i].facet.map { "\($0)" } ?? "" }
    let facets = groups.reduce(into: [String]()) { order, group in
      let name = group.facet.map { "\($0)" } ?? ""
      if order.last != name, !order.contains(name) { order.append(name) }
    }
    let parts = facets.map { facet in
      Chart.Facet(query.facet.map { "\($0) \(facet)" } ?? "", series(of: (names[facet] ?? []).map { groups[$0] }))
    }
    return Chart(
      mark, facets: parts, title: title, subtitle: notes.joined(separator: "; "), xTitle: query.x.column, yTitle: figureName)
  }

  /// A line for each run and split, in the order of the groups.
  private func series(of groups: [ChartGroup]) -> [Chart.Series] {
    var order: [String] = []
    var values: [String: [Chart.Value]] = [:]
    for group in groups {
      guard let value = group.value else { continue }
      let parts = [group.run, group.split.map { "\(query.split ?? "") \($0)" }].compactMap { $0 }
      let name = parts.isEmpty ? figureName : parts.joined(separator: ", ")
      if values[name] == nil { order.append(name) }
      values[name, default: []].append(
        Chart.Value(x(of: group), value, low: group.interval?.lower, high: group.interval?.upper, n: group.n))
    }
    return order.map { Chart.Series($0, values[$0] ?? []) }
  }

  private func x(of group: ChartGroup) -> Chart.X {
    switch group.x {
    case .bin(let lower, let upper): .bin(lower, upper)
    case .value(.float64(let number)): .number(number)
    case .value(let value): .label("\(value)")
    }
  }

  /// Counts in bins are a histogram, other figures of bins a line, figures of words bars.
  private var mark: Chart.Mark {
    guard let groups = query.x.groups, groups != .distinct else { return .bars }
    return query.y.aggregate == .count ? .histogram : .line
  }
}
