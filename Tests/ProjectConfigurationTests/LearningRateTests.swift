import Testing

@testable import ProjectConfiguration

@Suite struct LearningRateTests {
  private func rates(_ schedule: LearningRateSchedule, epochs: Int = 4, stepsPerEpoch: Int = 25) -> [Double] {
    (0..<epochs * stepsPerEpoch).map { schedule.rate(0.1, step: $0, stepsPerEpoch: stepsPerEpoch, epochs: epochs) }
  }
  private func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-12 }

  @Test func constantStays() { #expect(rates(.constant).allSatisfy { $0 == 0.1 }) }

  @Test func cosineFallsToItsFloor() {
    let rates = rates(.cosine(floor: 0.1))
    #expect(near(rates[0], 0.1) && near(rates[99], 0.01))
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func stepHalves() {
    let rates = rates(.step(every: 2, factor: 0.5))
    #expect(rates[..<50].allSatisfy { $0 == 0.1 } && rates[50...].allSatisfy { near($0, 0.05) })
  }

  @Test func oneCycleRisesAndFalls() {
    let rates = rates(.oneCycle(warmup: 0.3, start: 25, end: 10_000))
    #expect(near(rates[0], 0.004) && near(rates[99], 0.00001))
    let peak = rates.firstIndex(of: rates.max()!)!
    #expect(peak == 30 && rates[peak] > 0.0999)
    #expect(zip(rates[...peak], rates[...peak].dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test(arguments: [
    LearningRateSchedule.constant, .cosine(floor: 0), .step(every: 1, factor: 0.5), .oneCycle(warmup: 0, start: 1, end: 1),
    .oneCycle(warmup: 1, start: 25, end: 10),
  ])
  func shortestTrainingHasFiniteRates(_ schedule: LearningRateSchedule) {
    for (epochs, steps) in [(1, 1), (1, 2), (2, 1)] {
      #expect(rates(schedule, epochs: epochs, stepsPerEpoch: steps).allSatisfy { $0.isFinite && $0 >= 0 && $0 <= 0.1 })
    }
  }

  @Test(arguments: [
    (LearningRateSchedule.constant, #"{"kind":"constant"}"#), (.cosine(floor: 0.5), #"{"floor":0.5,"kind":"cosine"}"#),
    (.step(every: 2, factor: 0.5), #"{"every":2,"factor":0.5,"kind":"step"}"#),
    (.oneCycle(warmup: 0.25, start: 25, end: 1e4), #"{"end":10000,"kind":"one-cycle","start":25,"warmup":0.25}"#),
  ])
  func isWrittenByItsKeys(_ schedule: LearningRateSchedule, _ json: String) throws { #expect(try text(of: schedule) == json) }

  @Test func onlyWhatChangesTheWeightsIsWritten() throws {
    var plan = TrainingPlan()
    let before = try text(of: plan)
    #expect(before == #"{"batch_size":64,"epochs":8,"learning_rate":0.002,"schedule":{"floor":0,"kind":"cosine"}}"#)
    plan.checkpointSeconds = 1
    #expect(try text(of: plan) == before)
    plan.schedule = .constant
    #expect(try text(of: plan) != before)
  }
}
