import Foundation
import Store
import Testing

/// Columns that are added to a finished run, and those that analyzers read.
@Suite struct AddedColumnTests {
  @Test func columnsThatCannotBeReadAreNamed() async throws {
    let cases = [
      ("{plugin: libSimilars.so, columns: [label]}", "plugin 'libSimilars.so' reads no columns; leave out its key 'columns'"),
      (
        "{plugin: libInsights.so, columns: [losss]}",
        "is to read the column 'losss', which no metadata, metric or function fills; did you mean 'loss'?"
      ),
    ]
    for (analyzer, words) in cases {
      let folder = try await TinyProject.copy(adding: "analyzers: [\(analyzer)]\n")
      for command in ["run", "test"] {
        let answer = try HostProcess.run([command], in: folder)
        let said = answer.output + answer.errors
        #expect(answer.status != 0 && said.contains(command == "run" ? words : "column"), "\(command): \(said)")
      }
    }
  }

  private static let metric = Result { try CompiledFixture.library("added_metric", of: "Tests/Fixtures/plugins/good_metric.c") }

  /// A column that is added to a finished run is computed alone: all else is taken over from the earlier run. Findings are made anew
  /// where they read all columns.
  @Test(arguments: 0..<3, [true, false]) func anAddedColumnIsComputedAlone(_ added: Int, _ readsAll: Bool) async throws {
    let metric = try Self.metric.get()
    let kinds = [
      (step: "metadata/dev.leap.digit-metadata/digits", column: "brightness", line: "metadata: [libDigitMetadata.so]"),
      (step: "metadata/org.example.good-metric/top", column: "top_score", line: "metrics: [\(metric)]"),
      (
        step: "metadata/function/size", column: "size",
        line: """
        functions:
          - {name: size, library: libm.so.6, symbol: fabs, signature: f64(f64), arguments: [loss],
             check: {arguments: [-2], result: 2}}
        """
      ),
    ]
    let others = kinds.indices.filter { $0 != added }
    let reader = readsAll ? "" : ", columns: [\(others.map { kinds[$0].column }.joined(separator: ", "))]"
    let analyzers = "analyzers: [libSimilars.so, libPopulationMap.so, {plugin: libInsights.so\(reader)}]"
    let folder = try await TinyProject.copy(adding: (others.map { kinds[$0].line } + [analyzers, ""]).joined(separator: "\n"))
    func run() throws -> String {
      let answer = try HostProcess.run(["run", "--json"], in: folder)
      #expect(answer.status == 0, "\(answer.errors)")
      return try #require(answer.json()["run"] as? String)
    }
    let before = try run()
    try (TinyProject.yaml(folder) + kinds[added].line + "\n").write(
      toFile: folder + "/leap.yaml", atomically: true, encoding: .utf8)
    let after = try run()
    #expect(before != after)

    let store = try RunStore(readingOnly: folder + "/.leap")
    let (first, second) = (try #require(try store.run(named: before)), try #require(try store.run(named: after)))
    let computed = try store.steps(of: second).filter { $0.adoptedFrom == nil }.map { "\($0.id)" }
    #expect(computed == [kinds[added].step] + (readsAll ? ["analyze/dev.leap.insights/insights"] : []))
    #expect(try store.steps(of: second).count == store.steps(of: first).count + 1)
    #expect(try store.column(kinds[added].column, of: second) != nil && store.column(kinds[added].column, of: first) == nil)
    for column in try store.columns(of: first, where: { "\($0)" != "analyze/dev.leap.insights/insights" }) {
      #expect(try store.column(column.name, of: second)?.values == store.column(column.name, of: first)?.values, "\(column.name)")
    }
    // Nothing has changed since.
    let again = try HostProcess.run(["run"], in: folder)
    #expect(again.output.hasPrefix("Nothing changed"), "\(again.output)")
  }
}
