import Core
import ProjectConfiguration
import Testing

@testable import Pipeline

/// What runs keep of what they were asked for, and how two of them are compared.
@Suite struct RunOptionsTests {
  /// The text that a run of these options keeps.
  private static func text(_ training: String = "{}", version: String = "1.0", layers: Int64 = 2) throws -> String {
    let plan = try ProjectPlan(
      yaml: "project: a\nseed: 4\ndataset: libD.so\nmodel: {plugin: libM.so, training: \(training)}\n", file: "/p/leap.yaml")
    let model = RunOptions.Component(
      plugin: "org.example.net", component: "net", version: version,
      options: .object(["layers": .int(layers), "optimizer": .object(["kind": .string("adam")])]))
    return try RunOptions(seed: plan.seed, training: plan.training, plugins: [model]).text()
  }

  private typealias Change = OptionChanges.Change

  @Test func everySettingHasAKey() throws {
    let training = "{epochs: 3, batch_size: 8, learning_rate: 0.01, schedule: {kind: step, every: 2, factor: 0.25}}"
    let expected =
      #"{"plugins":[{"component":"net","options":{"layers":2,"optimizer":{"kind":"adam"}},"plugin":"org.example.net","#
      + #""version":"1.0"}],"seed":4,"training":{"batch_size":8,"epochs":3,"learning_rate":0.01,"#
      + #""schedule":{"every":2,"factor":0.25,"kind":"step"}}}"#
    #expect(try Self.text(training) == expected)
  }

  @Test func aStepScheduleWithEarlyStoppingIsComparedByKeys() throws {
    let before = try Self.text("{epochs: 2}")
    let after = try Self.text(
      "{epochs: 3, schedule: {kind: step, every: 2, factor: 0.5}, early_stopping: {patience: 3, improvement: 0.01}}", layers: 5)
    #expect(
      OptionChanges.between(before, after) == [
        Change(path: "net.options.layers", before: "2", after: "5"),
        Change(path: "training.early_stopping.improvement", before: nil, after: "0.01"),
        Change(path: "training.early_stopping.patience", before: nil, after: "3"),
        Change(path: "training.epochs", before: "2", after: "3"),
        Change(path: "training.schedule.every", before: nil, after: "2"),
        Change(path: "training.schedule.factor", before: nil, after: "0.5"),
        Change(path: "training.schedule.floor", before: "0", after: nil),
        Change(path: "training.schedule.kind", before: "cosine", after: "step"),
      ])
    #expect(OptionChanges.between(after, after).isEmpty)
  }

  @Test(arguments: ["1.0 \"beta\"", "1\\0", "1\n0", "é/💥"])
  func aVersionMayHoldAnyText(_ version: String) throws {
    let changes = OptionChanges.between(try Self.text(), try Self.text(version: version))
    #expect(changes == [Change(path: "net.version", before: "1.0", after: version)])
  }

  /// Older releases wrote the plan of training as a sentence, which nobody takes apart.
  @Test func aSentenceIsShownWhole() throws {
    let first = "epochs 2, batch 16, rate 0.01, cosine(floor: 0.0)"
    let second = "epochs 12, batch 15, rate 0.05, step(every: 2, factor: 0.5), stopping after 1 without 0.01"
    func old(_ training: String, seed: Int = 4) -> String { #"{"seed":\#(seed),"training":"\#(training)","plugins":[]}"# }
    #expect(
      OptionChanges.between(old(first), old(second, seed: 5)) == [
        Change(path: "seed", before: "4", after: "5"), Change(path: "training", before: first, after: second),
      ])
    #expect(OptionChanges.between(old(first), old(first, seed: 4)).isEmpty)
    let changes = OptionChanges.between(old(first), try Self.text("{epochs: 2}"))
    let plan = #"{"batch_size":64,"epochs":2,"learning_rate":0.002,"schedule":{"floor":0,"kind":"cosine"}}"#
    #expect(changes.filter { $0.path.hasPrefix("training") } == [Change(path: "training", before: first, after: plan)])
  }

  /// Older releases wrote a version with a quote in it so that the whole was no JSON.
  @Test func aTextThatIsNoJSONIsShownWhole() throws {
    let broken = #"{"seed":1,"plugins":[{"version":"1.0 "beta""}]}"#
    let whole = try Self.text()
    #expect(OptionChanges.between(broken, whole) == [Change(path: "options", before: broken, after: whole)])
    #expect(OptionChanges.between(broken, broken).isEmpty)
  }
}
