import Core
import Foundation
import PluginHost
import ProjectConfiguration
import Store
import Testing

@testable import Pipeline

/// `loss:` of leap.yaml.
@Suite struct LossTests {
  /// An evaluated run of a project with these lines; logits are [2, 0] for even numbers and [0, 0] for odd ones.
  private static func evaluated(_ lines: String) async throws -> StageWork {
    let plain = try makeWork(model: DigestModel())
    let plan = try ProjectPlan(
      yaml: "project: fake\nseed: 5\ndataset: libD.so\nmodel: {plugin: libM.so, training: {epochs: 1, batch_size: 4}}\n" + lines,
      file: plain.plan.file)
    let work = StageWork(plan: plan, store: plain.store, run: plain.run, dataset: plain.dataset, report: { _ in }) {
      DigestModel()
    }
    try await work.trainStage()
    var stages = work
    try await stages.stage(.dataset, [Step(.dataset, "d", files: []) { try await $0.recordDataset() }])
    try await stages.stage(.evaluate, [Step(.evaluate, "e", files: [RunFiles.logits]) { try await $0.evaluate() }])
    return work
  }

  private static func losses(_ work: StageWork) throws -> [Double?] {
    guard case .float64(let values)? = try work.store.column("loss", of: work.run)?.values else { return [] }
    return values
  }

  @Test(arguments: [
    ("categorical-cross-entropy", -log(1 / (1 + exp(-2.0))), log(2.0)), ("mean-squared-error", pow(1 / (1 + exp(2.0)), 2), 0.25),
    ("mean-absolute-error", 1 / (1 + exp(2.0)), 0.5), ("binary-cross-entropy", -log(1 / (1 + exp(-2.0))), log(2.0)),
    ("{kind: focal-loss, gamma: 1}", -log(1 / (1 + exp(-2.0))) / (1 + exp(2.0)), log(2.0) / 2),
  ])
  func builtInLosses(_ loss: String, _ even: Double, _ odd: Double) async throws {
    let work = try await Self.evaluated("loss: \(loss)")
    let values = try Self.losses(work)
    #expect(values.count == 17 && values[14...].allSatisfy { $0 == nil }, "a sample without a label has no loss")
    for row in 0..<14 {
      let number = row < 10 ? row : row - 10
      let expected = number % 2 == 0 ? even : odd
      #expect(values[row].map { abs($0 - expected) < 1e-12 } == true, "row \(row): \(values[row] ?? .nan), not \(expected)")
    }
    let fact = try #require(try work.store.number("training_loss", of: work.run))
    #expect(abs(fact - (even + odd) / 2) < 1e-12)
  }

  private static let size = """
    functions: [{name: size, library: libm.so.6, symbol: fabs, signature: f64(f64), arguments: [index], check: {arguments: [-1], result: 1}}]

    """

  @Test func aFunctionAsLoss() async throws {
    let lines =
      Self.size.replacing("f64(f64), arguments: [index]", with: "'f64(f64)', arguments: [loss]") + "loss: {column: size}"
    let work = try await Self.evaluated(lines)
    #expect(try Self.losses(work).isEmpty, "it is not there before the function was called")
    let function = try ResolvedFunction(work.plan.functions[0], plan: work.plan)
    var stages = work
    try await stages.stage(.metadata, [StageWork.step(of: function, fingerprint: "f"), StageWork.lossStep("l")])
    let values = try Self.losses(work)
    #expect(values.count == 17)
    #expect(try values == Self.column("size", work))
    let fact = try #require(try work.store.number("validation_loss", of: work.run))
    #expect(abs(fact - values[10..<14].reduce(0) { $0 + ($1 ?? 0) } / 4) < 1e-12)
    #expect(try work.store.column("loss", of: work.run)?.info.summary == "the column size")
  }

  private static func column(_ name: String, _ work: StageWork) throws -> [Double?] {
    guard case .float64(let values)? = try work.store.column(name, of: work.run)?.values else { return [] }
    return values
  }

  @Test func aColumnThatIsNotThereOrHoldsNoNumbers() async throws {
    for (name, problem) in [
      ("siz", "did you mean 'size'?"), ("subset", "the column 'subset' is of string and cannot be the loss"),
    ] {
      let work = try await Self.evaluated("metrics: [libX.so]\nloss: {column: \(name)}")
      try work.store.write(
        [(ColumnInfo(name: "size", kind: .float64, source: "x"), .float64(Array(repeating: 1, count: 17)))],
        step: .analyzer(library: "x", component: "y"),
        of: work.run)
      do {
        _ = try work.takeLoss()
        Issue.record("\(name) was taken")
      } catch let error as LeapError {
        #expect(error.description.contains(problem) && error.place?.hasSuffix("leap.yaml:6:16") == true, "\(error)")
      }
    }
  }

  @Test func namesOfClasses() async throws {
    let yaml = "project: a\ndataset: d.so\nmodel: {plugin: m.so, prediction: {classes: [flat, bumpy]}}"
    let plain = try makeWork(model: DigestModel())
    func work(_ yaml: String) throws -> StageWork {
      StageWork(
        plan: try ProjectPlan(yaml: yaml, file: plain.plan.file), store: plain.store, run: plain.run, dataset: plain.dataset,
        report: { _ in }
      ) { DigestModel() }
    }
    _ = try await work(yaml).recordDataset()
    #expect(try plain.store.dataset(of: plain.run)?.classNames == ["flat", "bumpy"])
    let three = try work(yaml.replacing("bumpy", with: "bumpy, odd"))
    await #expect(throws: LeapError.self) { _ = try await three.recordDataset() }
  }
}
