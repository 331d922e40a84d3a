import Core
@testable import Analytics
import Testing

/// Charts, correlations and distributions against NumPy's and SciPy's.
@Suite struct GoldenChartTests {
  let golden: Golden
  init() throws { golden = try Golden.shared.get() }

  @Test func charts() throws {
    #expect(golden.charts.count == 9)
    for chart in golden.charts {
      let groups = try chart.query.result(over: golden.table.columns).groups
      try #require(groups.count == chart.groups.count, "\(chart.query)")
      for (group, expected) in zip(groups, chart.groups) {
        #expect(
          group.facet == expected.facet.flatMap(ColumnValue.init) && group.split == expected.split.flatMap(ColumnValue.init))
        switch group.x {
        case .value(let value): #expect(value == expected.x.flatMap(ColumnValue.init))
        case .bin(let lower, let upper): #expect(agree(lower, expected.lower) && agree(upper, expected.upper))
        }
        #expect(group.n == expected.n && agree(group.value, expected.value), "\(chart.query) \(group) \(expected)")
        #expect(
          agree(group.interval?.lower, expected.interval?[0]) && agree(group.interval?.upper, expected.interval?[1]),
          "\(chart.query) \(group) \(expected)")
      }
    }
  }

  @Test func correlations() throws {
    let table = golden.table.columns
    #expect(golden.correlations.count == 12)
    for example in golden.correlations {
      let mask = example.filter.isEmpty ? nil : try Filter(parsing: example.filter, for: table).mask(over: table)
      let found = try #require(Correlation(try table.values(of: example.column), try table.values(of: "loss"), mask: mask))
      #expect(found.n == example.n)
      for (own, expected) in [(found.pearson, example.pearson), (found.spearman, example.spearman)] {
        #expect(agree(own?.r, expected[0]) && agree(own?.p, expected[1]), "\(example.column) \(example.filter)")
        // A small p must be right in its digits, too, as far as r's allow.
        if let p = expected[1], p > 0 { #expect(abs((own?.p ?? 0) / p - 1) < 1e-6, "\(example.column) \(example.filter)") }
      }
    }
  }

  @Test func strongestCorrelationComesFirst() throws {
    let table = golden.table.columns
    let found = try table.correlations(with: "loss")
    #expect(found.map(\.column) == ["steps", "distance", "label", "prediction", "correct"])
    #expect(throws: LeapError.self) { try table.correlations(with: "parity") }
    #expect(throws: LeapError.self) { try table.correlations(with: "los") }
  }

  @Test func distributions() {
    for row in golden.distributions.student_quantiles { #expect(agree(studentQuantile(degrees: row[0]), row[1]), "\(row)") }
    for row in golden.distributions.student_tails { #expect(agree(studentTail(row[0], degrees: row[1]), row[2]), "\(row)") }
    for row in golden.distributions.betas { #expect(agree(incompleteBeta(row[0], row[1], row[2]), row[3]), "\(row)") }
    #expect(golden.distributions.betas.count == 216)
  }
}
