import ProjectConfiguration
import Testing

@Suite struct EarlyStoppingTests {
  @Test func waitsForItsPatience() {
    let stopping = EarlyStopping(patience: 2)
    #expect(stopping.verdict([]).best == nil)
    #expect(stopping.verdict([0.5, 0.4, 0.45]) == (1, false))
    #expect(stopping.verdict([0.5, 0.4, 0.45, 0.41]) == (1, true))
    #expect(stopping.verdict([0.5, 0.4, 0.45, 0.39]) == (3, false))
  }

  @Test func smallFallsDoNotCount() {
    let stopping = EarlyStopping(patience: 1, improvement: 0.05)
    #expect(stopping.verdict([0.5, 0.46]) == (0, true))
    #expect(stopping.verdict([0.5, 0.44]) == (1, false))
  }

  @Test func whatWasNotMeasuredDoesNotCount() {
    #expect(EarlyStopping(patience: 1).verdict([.nan, .nan]) == (nil, false))
  }

  @Test func isRead() throws {
    func plan(_ text: String) throws -> TrainingPlan {
      try ProjectPlan(
        yaml: "project: a\ndataset: libD.so\nmodel: {plugin: libM.so, training: {early_stopping: \(text)}}\n",
        file: "/p/leap.yaml"
      ).training
    }
    #expect(try plan("4").earlyStopping == EarlyStopping(patience: 4))
    #expect(try plan("{patience: 2, improvement: 0.01}").earlyStopping == EarlyStopping(patience: 2, improvement: 0.01))
    #expect(try text(of: plan("4")).contains(#""early_stopping":{"improvement":0,"patience":4}"#))
    #expect(try text(of: plan("4")) != text(of: plan("5")))
  }
}
