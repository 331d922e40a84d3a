import Core
import PluginHost
import Project

/// The stages of a run in their order. A run records one entry for each, and one a component for the last two.
public enum StageName: String, CaseIterable, Sendable, Comparable {
  case dataset, train, evaluate, metadata, analyze

  public static func < (a: Self, b: Self) -> Bool { a.order < b.order }
  private var order: Int { Self.allCases.firstIndex(of: self)! }
}

/// What each stage's result depends on: its plugin, options and seed, and the stages it reads. Equal fingerprints mean equal
/// results, so a stage whose fingerprint is known is not run again.
struct Fingerprints: Sendable {
  let dataset: String
  let train: String
  let evaluate: String
  /// By component, in the project's order.
  let columns: [String]
  let functions: [String]
  let analyzers: [String]
  let run: String

  /// To be raised when the meaning of a stage's stored result changes.
  private static let format = "2"

  init(plan: ProjectPlan, plugins: ProjectPlugins, functions: [ResolvedFunction], content: String) {
    func digest(_ parts: String...) -> String { Digest(of: [Self.format] + parts).hex }
    dataset = digest("dataset", plugins.dataset.fingerprint.hex, content)
    train = digest("train", dataset, plugins.model.fingerprint.hex, plan.training.canonical, "seed \(plan.seed)")
    evaluate = digest("evaluate", train)
    let (dataset, evaluate) = (dataset, evaluate)
    let columns = plugins.columns.map { plugin in
      digest("columns", plugin.fingerprint.hex, plugin.component.role == .metric ? evaluate : dataset)
    }
    let functions = functions.map {
      digest("function", $0.fingerprint.hex, $0.use.needsModel ? evaluate : dataset)
    }
    (self.columns, self.functions) = (columns, functions)
    analyzers = plugins.analyzers.map { plugin in
      let read = plugin.component.readsColumns ? Digest(of: columns + functions).hex : ""
      return digest("analyze", plugin.fingerprint.hex, evaluate, read)
    }
    run = Digest(of: [plan.name, train, evaluate] + columns + functions + analyzers).hex
  }
}
