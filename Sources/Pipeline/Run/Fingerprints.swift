import ProjectConfiguration
import Core
import PluginHost

/// What each stage's result depends on: its plugin, options and seed, and the stages it reads. Equal fingerprints mean equal
/// results, so a stage whose fingerprint is known is not run again.
struct Fingerprints: Sendable {
  let dataset: String
  /// Fingerprint of the record of the data set: what leap.yaml calls the classes changes nothing else.
  let record: String
  let train: String
  let evaluate: String
  /// Fingerprints of metadata and metrics by component, in the project's order.
  let columns: [String]
  let functions: [String]
  /// Fingerprint of the loss where another column is it; else nil.
  let loss: String?
  /// Fingerprints of analyzers without the columns that they read, which are known when they are there: see `ReadColumns`.
  /// Neighbors that an analyzer gets from another change nothing: see `AnalyzerTeam`.
  let analyzers: [String]
  let run: String

  /// To be raised when the meaning of a stage's stored result changes.
  private static let format = "2"

  init(plan: ProjectPlan, plugins: ProjectPlugins, functions: [ResolvedFunction], content: String) throws {
    func digest(_ parts: String...) -> String { Digest(of: [Self.format] + parts).hex }
    dataset = digest("dataset", plugins.dataset.fingerprint.hex, content)
    let training = String(decoding: try JSONText.bytes(of: plan.training), as: UTF8.self)
    train = digest("train", dataset, plugins.model.fingerprint.hex, training, "seed \(plan.trainingSeed)")
    evaluate =
      Digest(of: [Self.format, "evaluate", train] + plan.loss.canonical + (plan.model.features.map { ["features \($0)"] } ?? []))
      .hex
    let (dataset, evaluate) = (dataset, evaluate)
    record = plan.classNames.map { digest("dataset", dataset, Digest(of: $0).hex) } ?? dataset
    let columns = plugins.columns.map { plugin in
      digest("columns", plugin.fingerprint.hex, plugin.component.role == .metric ? evaluate : dataset)
    }
    let functions = functions.map {
      digest("function", $0.fingerprint.hex, $0.use.needsModel ? evaluate : dataset)
    }
    (self.columns, self.functions) = (columns, functions)
    let loss: String? =
      if case .column(let name, _) = plan.loss { digest("loss", evaluate, name, Digest(of: columns + functions).hex) } else {
        nil
      }
    self.loss = loss
    analyzers = plugins.analyzers.map { digest("analyze", $0.fingerprint.hex, loss ?? evaluate) }
    let read = plugins.analyzers.map { $0.use.columns.map { Digest(of: Set($0).sorted()).hex } ?? "" }
    run =
      Digest(of: [plan.name, train, evaluate] + columns + functions + (loss.map { [$0] } ?? []) + analyzers + read).hex
  }
}
