import Core
import ProjectConfiguration
import Store

/// What an analyzer reads of a run beside the evaluation: the host's own columns, and those of metadata, metrics and functions
/// that leap.yaml names, or all.
struct ReadColumns: Sendable {
  /// Names of the columns, in the order of the run.
  let names: [String]
  /// Changes with every column of `names` that is not the host's own.
  let fingerprint: String

  static let none = ReadColumns(names: [], fingerprint: "")
}

extension StageWork {
  /// - Parameter use: of an analyzer that reads columns.
  /// - Throws: `LeapError` with the place in leap.yaml for a name that no column has.
  func columns(readBy use: PluginEntry) throws -> ReadColumns {
    // By column, the fingerprint of the step that filled it. What analyzers fill is left out, so that they do not depend on each other.
    var sources: [String: String] = [:]
    for step in try store.steps(of: run) where Self.fillsChoice(step.id) {
      for column in try store.columns(of: run, where: { $0 == step.id }) { sources[column.name] = step.fingerprint }
    }
    let all = try store.columns(of: run, where: { $0.stage != .analyze }).map(\.name)
    for name in use.columns ?? [] where !all.contains(name) && !isLeftOut(name) {
      throw plan.source.error(
        "plugin '\(use.plugin)' is to read the column '\(name)', which no metadata, metric or function fills", at: use.mark,
        remedy: nearestWord(to: name, among: all).map { "did you mean '\($0)'?" } ?? "leave it out of 'columns'")
    }
    let wanted = use.columns.map(Set.init)
    let names = all.filter { sources[$0] == nil || wanted?.contains($0) ?? true }
    let chosen = names.compactMap { name in sources[name].map { [name, $0] } }
    return ReadColumns(names: names, fingerprint: Digest(of: chosen.flatMap(\.self)).hex)
  }

  /// Whether columns of the step are read by choice: those of metadata, metrics and functions.
  private static func fillsChoice(_ step: StepID) -> Bool {
    switch step {
    case .columns, .function: true
    case .dataset, .train, .evaluate, .loss, .analyzer: false
    }
  }

  /// Whether the column is of a function that the run may go without.
  private func isLeftOut(_ name: String) -> Bool {
    plan.functions.contains { function in function.isOptional && function.columns.contains { $0.name == name } }
  }
}
