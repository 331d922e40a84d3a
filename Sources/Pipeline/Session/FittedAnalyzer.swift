import Core
import Foundation
import PluginHost
import Store

/// What a question needs an analyzer for.
enum AnalyzerAbility: String, Sendable {
  /// The analyzer finds the samples nearest to others.
  case findsNeighbors
  /// The analyzer places what is no sample of the run on the map.
  case places

  func isOffered(by analyzer: PluginAnalyzer) -> Bool {
    switch self {
    case .findsNeighbors: analyzer.offersNeighbors
    case .places: analyzer.offersPlaces
    }
  }
}

extension Session {
  /// The project's last analyzer that can do something, fitted to the run with what it saved then; made once for a run. One that
  /// the command line adds comes before those of leap.yaml.
  /// - Parameter array: The run's array that takes the place of the latent features; what was saved does not count then.
  /// - Returns: nil where no analyzer of the project can.
  func analyzer(that ability: AnalyzerAbility, in open: OpenRun, array: String? = nil) async throws -> PluginAnalyzer? {
    try await kept.analyzers.value("\(ability.rawValue) \(open.run.cacheName) \(array ?? "")") { [registry, plugins, report] in
      for plugin in plugins.analyzers.reversed() {
        let analyzer = try await registry.analyzer(plugin)
        guard ability.isOffered(by: analyzer) else { continue }
        var population = try SamplePopulation(of: open.run, open.dataset, in: open.store)
        if let array { population.features = try open.vectors(named: array) }
        try await analyzer.fit(population)
        let path = open.run.path(RunFiles.state(of: plugin.component.id))
        if array == nil, FileManager.default.fileExists(atPath: path) {
          do {
            try await analyzer.load(fromFile: path)
          } catch let error as LeapError {
            report(.warning("\(path) is of no use (\(error.problem)): its index is built again"))
            // One of other options than leap.yaml has now is sound, and stays with its run.
            if error.kind == .data { try await Self.rebuild(analyzer, path, rows: open.rows.count) }
          }
        }
        return analyzer
      }
      return nil
    }
  }

  /// Makes anew what an analyzer keeps; for this session only, where the run's folder cannot be written to.
  private static func rebuild(_ analyzer: PluginAnalyzer, _ path: String, rows: Int) async throws {
    _ = try await analyzer.run(count: rows)
    // Who may only read gets the answer all the same.
    if let state = try await analyzer.savedState() { try? writeWhole(state, to: path) }
  }
}
