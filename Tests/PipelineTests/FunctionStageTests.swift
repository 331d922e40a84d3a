import Core
import Foundation
import PluginHost
import ProjectConfiguration
import Store
import Testing

@testable import Pipeline

/// Functions of the C library as columns of a run: inputs are the samples' numbers, labels their parity.
@Suite struct FunctionStageTests {
  private static func function(_ entry: String, _ work: StageWork) throws -> ResolvedFunction {
    let plan = try ProjectPlan(
      yaml: "project: fake\ndataset: libD.so\nmodel: libM.so\nfunctions:\n  - {library: libm.so.6, \(entry)}\n",
      file: work.plan.file)
    return try ResolvedFunction(plan.functions[0], plan: plan)
  }

  private static func evaluated() async throws -> StageWork {
    let work = try makeWork(model: DigestModel())
    try await work.trainStage()
    var stages = work
    try await stages.stage(.dataset, [Step(.dataset, "d", files: []) { try await $0.recordDataset() }])
    try await stages.stage(.evaluate, [Step(.evaluate, "e", files: [RunFiles.logits]) { try await $0.evaluate() }])
    return work
  }

  private static func floats(_ name: String, _ work: StageWork) throws -> [Double?] {
    guard case .float64(let values)? = try work.store.column(name, of: work.run)?.values else { return [] }
    return values
  }

  @Test func aMetricOfTheLossEqualsIt() async throws {
    let work = try await Self.evaluated()
    let function = try Self.function(
      "name: size, symbol: fabs, signature: f64(f64), arguments: [loss], check: {arguments: [-1], result: 1}", work)
    var stages = work
    try await stages.stage(.metadata, [StageWork.step(of: function, fingerprint: "f")])
    let losses = try Self.floats("loss", work)
    #expect(losses.count == 17 && losses[14...].allSatisfy { $0 == nil })
    #expect(try Self.floats("size", work) == losses)
  }

  @Test func wordsOfTheSample() async throws {
    let work = try await Self.evaluated()
    let all = "arguments: [label, index], check: {arguments: [3, 4], result: 5}"
    let function = try Self.function("name: label, symbol: hypot, signature: 'f64(f64, f64)', \(all)", work)
    var stages = work
    try await stages.stage(.metadata, [StageWork.step(of: function, fingerprint: "f")])
    // 'label' is taken by the built-in column.
    let values = try Self.floats("function.label", work)
    let numbers = Array(0..<10) + Array(0..<4)
    let expected: [Double?] = numbers.map { hypot(Double($0 % 2), Double($0)) }
    let none: [Double?] = [nil, nil, nil]
    #expect(values == expected + none)
  }

  @Test func whatModelsSayAndClassMeans() throws {
    let words = FunctionWords(
      input: PortInfo(name: "input", dtype: .float32, shape: [2, 3]), classes: 2, means: Tensor([1, 2] as [Float], [2, 1]),
      wanted: [.probabilities, .prediction, .loss, .classMean, .height, .width, .channels, .classes, .label])
    var batch = SampleBatch(
      subset: nil, indices: [0, 1], inputs: Tensor(.float32, [2, 2, 3]), labels: Tensor([1, 7] as [Int64], [2]))
    batch.logits = Tensor([0, 1, 5, 5] as [Float], [2, 2])
    let inputs = words.inputs(of: batch)
    let sure = 1 / (1 + exp(-1.0))
    let probabilities: [Float] = [Float(1 - sure), Float(sure), 0.5, 0.5]
    #expect(inputs.arrays[.probabilities]?.values.floats == probabilities)
    #expect(inputs.integers[.prediction] == [1, 0])
    let losses = try #require(inputs.floats[.loss])
    #expect(losses[0].map { abs($0 + log(sure)) < 1e-12 } == true)
    #expect(losses[1] == nil)
    #expect(inputs.arrays[.classMean]?.rows == [1, nil])
    #expect(inputs.integers[.label] == [1, nil], "7 is no class")
    for (word, size) in [(FunctionWord.height, Int64(2)), (.width, 3), (.channels, 1), (.classes, 2)] {
      #expect(inputs.integers[word] == [size, size])
    }
  }

  @Test func onlyAnOptionalFailureIsAWarning() async throws {
    let after = StepID.columns(library: "x", component: "after")
    for isOptional in [true, false] {
      let work = try await Self.evaluated()
      let step = Step(.function("f"), "f", files: [], isOptional: isOptional) { _ in
        throw LeapError(.data, doing: "calling", problem: "no fingers")
      }
      var stages = work
      do {
        try await stages.stage(
          .metadata, [step, Step(after, "a", files: []) { _ in StepResult() }])
        #expect(isOptional)
      } catch {
        #expect(!isOptional && "\(error)".contains("no fingers"))
      }
      #expect(try work.store.step(.function("f"), of: work.run)?.state == .failed)
      let next = try work.store.step(after, of: work.run)
      #expect((next != nil) == isOptional)
    }
  }
}
