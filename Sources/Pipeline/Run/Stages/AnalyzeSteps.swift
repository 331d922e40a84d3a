import Core
import PluginHost

extension StageWork {
  /// The steps of the analyze stage, one an analyzer, which share what an `AnalyzerTeam` shares.
  /// - Parameter fingerprints: of the analyzers, without what they read and yield.
  func analyzeSteps(
    _ plugins: [ResolvedPlugin], _ fingerprints: [String], _ registry: PluginRegistry
  ) async throws -> [Step] {
    var members: [any AnalyzerRole] = []
    for plugin in plugins { members.append(try await registry.analyzer(plugin)) }
    let team = AnalyzerTeam(members)
    let steps = try plugins.enumerated().map { place, plugin in
      let id = StepID.analyzer(library: plugin.library.id, component: plugin.component.id)
      let read = plugin.component.readsColumns ? try columns(readBy: plugin.use) : .none
      let yielded = team.yielded[place]
      let print = Digest(of: [fingerprints[place], read.fingerprint] + yielded.sorted()).hex
      return Step(id, print, files: nil) { work in
        let result = try await work.analyze(
          with: team.member(place), id: plugin.component.id, reading: read.names, yielding: yielded,
          neighbors: { try await team.neighbors(for: place, of: $0) }, step: id)
        await team.release(place)
        return result
      }
    }
    try await team.ask(steps.indices.filter { try !isKnown(steps[$0]) }, count: record.rows.count)
    return steps
  }
}
