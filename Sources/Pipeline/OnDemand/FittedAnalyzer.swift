import Core
import PluginHost
import Store

extension Session {
  /// The project's last analyzer that can do something, fitted to the run with what it saved then; made once for a run. One that
  /// the command line adds comes before those of leap.yaml.
  /// - Parameter purpose: tells apart what is asked for.
  /// - Returns: nil where no analyzer of the project can.
  func fittedAnalyzer(
    _ purpose: String, in open: OpenRun, where can: @escaping @Sendable (PluginAnalyzer) -> Bool
  ) async throws -> PluginAnalyzer? {
    try await kept.part("\(purpose) of \(open.run.id) \(open.run.fingerprint)") { [registry, plugins, report] in
      for plugin in plugins.analyzers.reversed() {
        let analyzer = try await registry.analyzer(plugin)
        guard can(analyzer) else { continue }
        try await analyzer.fit(try SamplePopulation(of: open.run, open.dataset, in: open.store))
        let path = open.run.path(RunFiles.state(of: plugin.component.id))
        if let state = try? Session.bytes(ofFile: path) {
          do {
            try await analyzer.load(state)
          } catch let error as LeapError {
            report(.warning("\(path) is of no use (\(error.problem)): its index is built again"))
          }
        }
        return analyzer
      }
      return nil
    }
  }
}
