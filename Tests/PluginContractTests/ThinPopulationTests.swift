import Core
import Foundation
import PluginHost
import Testing

/// Findings about populations with little or nothing to compare, or with what is no number.
@Suite struct ThinPopulationTests {
  @Test func whatIsNoNumberIsRefusedWithItsRow() async throws {
    var made = MadePopulation(20)
    made.features[3 * 6 + 2] = .infinity
    do {
      _ = try await made.analyzed()
      Issue.record("it was taken")
    } catch let error as LeapError {
      #expect(error.problem.contains("row 3") && error.problem.contains("feature 2"))
    }
  }

  /// Nothing to compare with is no reason to fail.
  @Test(arguments: ["empty", "one", "two", "equal", "constant", "unlabeled", "one class", "test only"])
  func thinPopulationsAreTaken(_ what: String) async throws {
    var made = MadePopulation(what == "empty" ? 0 : what == "one" ? 1 : what == "two" ? 2 : 120)
    switch what {
    case "equal": for i in made.features.indices { made.features[i] = 2 }
    case "constant": for i in stride(from: 1, to: made.features.count, by: 2) { made.features[i] = 1e6 }
    case "unlabeled":
      made.labels = made.labels.map { _ in -1 }
      made.states = made.states.map { _ in .unlabeled }
    case "one class": made.labels = made.labels.map { _ in 1 }
    case "test only": made.states = made.states.map { _ in .test }
    default: break
    }
    let (columns, results) = try await made.analyzed()
    if what == "equal" { #expect(results.insights.contains { $0.kind == "duplicate" }) }
    guard case .float64(let agreement) = columns[2] else { Issue.record("another kind of column"); return }
    if what == "unlabeled" { #expect(agreement.allSatisfy { $0 == nil }) }
    if what == "one class" { #expect(agreement.allSatisfy { $0 == 1 }) }
  }

  @Test func sameSeedSameFindings() async throws {
    let (first, second) = (try await MadePopulation(500).analyzed(), try await MadePopulation(500).analyzed())
    #expect(first.columns == second.columns)
    #expect(first.results.insights.map(\.title) == second.results.insights.map(\.title))
    #expect(first.results.insights.map(\.details) == second.results.insights.map(\.details))
  }
}
