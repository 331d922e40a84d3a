import Foundation
import Testing

@testable import ProjectConfiguration

@Suite struct PlanTests {
  static let fashion = """
    project: fashion-mnist
    dataset: {plugin: libIDXDataset.so, options: {path: /usr/share/datasets/fashion-mnist}}
    model: libMNISTCNN.so
    metadata: [{plugin: libDigitMetadata.so, options: {circle: []}}]
    analyzers: [libSimilars.so]
    """

  @Test func fiveLinesAreEnough() throws {
    let plan = try plan(Self.fashion)
    #expect(plan.name == "fashion-mnist")
    #expect(plan.seed == 1)
    #expect(plan.directory == folder && plan.file == folder + "/leap.yaml")
    #expect(plan.dataset.plugin == "libIDXDataset.so")
    #expect(plan.dataset.options.json == #"{"path":"/usr/share/datasets/fashion-mnist"}"#)
    #expect(plan.model == PluginEntry(plugin: "libMNISTCNN.so", mark: .init(line: 3, column: 8)))
    #expect(plan.training == TrainingPlan())
    #expect(plan.metadata.map(\.plugin) == ["libDigitMetadata.so"])
    #expect(plan.metadata[0].options.json == #"{"circle":[]}"#)
    #expect(plan.metrics.isEmpty)
    #expect(plan.visualizers.map(\.plugin) == ["libHeatMap.so"])
    #expect(plan.analyzers.map(\.plugin) == ["libSimilars.so"])
  }

  @Test func everyKeyIsRead() throws {
    let plan = try plan(
      """
      project: a
      seed: 7
      dataset: {plugin: d.so, component: idx, isolation: worker}
      model:
        plugin: m.so
        options:
        training: {epochs: 2, batch_size: 64, learning_rate: 1e-2, schedule: {kind: step, every: 3}, checkpoint_seconds: 0}
      metadata: one.so
      metrics: [{plugin: x.so, component: a}, {plugin: x.so, component: b}]
      visualizers: []
      analyzers:
      """)
    #expect(plan.seed == 7)
    #expect(plan.dataset.component == "idx" && plan.dataset.isolation == .worker)
    #expect(plan.model.options.json == "{}")
    #expect(plan.training.epochs == 2 && plan.training.batchSize == 64 && plan.training.learningRate == 0.01)
    #expect(plan.training.schedule == .step(every: 3, factor: 0.5) && plan.training.checkpointSeconds == 0)
    #expect(plan.metadata.map(\.plugin) == ["one.so"])
    #expect(plan.metrics.map(\.component) == ["a", "b"])
    #expect(plan.visualizers.isEmpty && plan.analyzers.isEmpty)
  }

  @Test func shippedFileSpellsTheDefaults() throws {
    let plan = try ProjectPlan.load(file: shippedFile)
    #expect(plan.name == "mnist" && plan.seed == 1)
    #expect(plan.training == TrainingPlan())
    #expect(plan.model.options["layers"]?.list?.count == 11)
    #expect(plan.visualizers.map(\.plugin) == ["libHeatMap.so"])
    #expect(plan.analyzers.map(\.plugin) == ["libSimilars.so", "libPopulationMap.so", "libInsights.so"])
    #expect(plan.functions.isEmpty)
  }

  @Test func shippedExampleIsRead() throws {
    let file = URL(fileURLWithPath: shippedFile).deletingLastPathComponent()
      .appendingPathComponent("Examples/fashion-mnist/leap.yaml").path
    #expect(try ProjectPlan.load(file: file).name == "fashion-mnist")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == Self.fashion + "\n")
  }

  @Test(arguments: [
    ("", "leap.yaml:1:1: the file is empty; start with"),
    ("- a", "leap.yaml:1:1: the project must be a map (is a list)"),
    ("project: a\ndataset: d.so\nmodell: m.so", "leap.yaml:3:1: unknown key 'modell' in the project; did you mean 'model'?"),
    ("project: a\nzzzzzz: 1", "leap.yaml:2:1: unknown key 'zzzzzz' in the project; known keys: project, seed, dataset,"),
    ("dataset: d.so\nmodel: m.so", "leap.yaml:1:1: the project needs the key 'project'; add project: NAME"),
    ("project: A b", "leap.yaml:1:10: 'project' must be a name of a-z, 0-9, _ and - (is 'A b')"),
    ("project: a\nseed: -1", "leap.yaml:2:7: 'seed' must be a whole number from 0"),
    ("project: a\nmodel: m.so", "leap.yaml:1:1: the project needs the key 'dataset'"),
    ("project: a\ndataset: d.so", "leap.yaml:1:1: the project needs the key 'model'"),
    ("project: a\ndataset: 5", "leap.yaml:2:10: dataset must name a plugin (is 5)"),
    ("project: a\ndataset: {plugin: 5}", "leap.yaml:2:19: 'plugin' must be a text (is 5); put it in quotes"),
    ("project: a\ndataset: {options: {}}", "leap.yaml:2:10: dataset needs the key 'plugin'"),
    ("project: a\ndataset: {plugin: x, option: {}}", "leap.yaml:2:22: unknown key 'option' in dataset; did you mean 'options'?"),
    ("project: a\ndataset: {plugin: x, training: {}}", "leap.yaml:2:22: unknown key 'training' in dataset"),
    ("project: a\ndataset: {plugin: x, options: [a]}", "leap.yaml:2:31: 'options' must be a map (is a list)"),
    (
      "project: a\ndataset: {plugin: x, isolation: wroker}",
      "leap.yaml:2:33: 'isolation' must be one of inproc, worker, auto (is 'wroker'); did you mean 'worker'?"
    ),
  ])
  func refusals(_ yaml: String, _ start: String) {
    let words = message { _ = try plan(yaml) }
    #expect(words.hasPrefix(start), "\(words)")
  }

  @Test(arguments: [
    ("model: {plugin: m, training: 4}", "leap.yaml:3:30: training must be a map (is 4)"),
    ("model: {plugin: m, training: {epoch: 4}}", "leap.yaml:3:31: unknown key 'epoch' in training; did you mean 'epochs'?"),
    ("model: {plugin: m, training: {epochs: 1.5}}", "leap.yaml:3:39: 'epochs' must be a whole number from 1 to 1000000 (is 1.5)"),
    ("model: {plugin: m, training: {batch_size: 0}}", "leap.yaml:3:43: 'batch_size' must be a whole number from 1"),
    (
      "model: {plugin: m, training: {learning_rate: 0}}",
      "leap.yaml:3:46: 'learning_rate' must be a number above 0 up to 1000 (is 0)"
    ),
    (
      "model: {plugin: m, training: {schedule: cosin}}",
      "leap.yaml:3:41: 'schedule' must be one of constant, cosine, step, one-cycle"
    ),
    (
      "model: {plugin: m, training: {schedule: {kind: cosine, every: 1}}}",
      "leap.yaml:3:56: unknown key 'every' in schedule cosine; known keys: kind, floor"
    ),
    ("model: m\nmetrics: [a, b, a]", "leap.yaml:4:17: metrics names 'a' twice; keep one of them; the first is at line 4"),
    ("model: m\nmetrics: [[a]]", "leap.yaml:4:11: metrics must name a plugin (is a list)"),
  ])
  func refusalsFurtherDown(_ rest: String, _ start: String) {
    let words = message { _ = try plan("project: a\ndataset: d.so\n" + rest) }
    #expect(words.hasPrefix(start), "\(words)")
  }
}
