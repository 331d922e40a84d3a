import Kernels
import Testing

@Suite struct LabelErrorTests {
  @Test func confidentLearningEqualsItsEquations() {
    // Three samples labeled 0, two labeled 1.
    let p: [Float] = [0.9, 0.1, 0.8, 0.2, 0.1, 0.9, 0.3, 0.7, 0.95, 0.05]
    let learning = ConfidentLearning(p, labels: [0, 0, 0, 1, 1], classes: 2)
    #expect(abs(learning.thresholds[0] - 0.6) < 1e-6 && abs(learning.thresholds[1] - 0.375) < 1e-6)
    // Sample 2 is labeled 0 and has 0.9 >= 0.375 for 1; sample 4 is labeled 1 and has 0.95 >= 0.6 for 0.
    #expect(learning.joint == [2, 1, 1, 1])
    #expect(learning.disagreements == 2)
    let (other, margin) = learning.margin(p, label: 0)
    #expect(other == 1 && abs(margin - (logarithm(0.9 / 0.6) - logarithm(0.1 / 0.375))) < 1e-5)
    // A class that no sample has takes no part.
    #expect(ConfidentLearning([0.2, 0.1, 0.7], labels: [0], classes: 3).joint == [1, 0, 0, 0, 0, 0, 0, 0, 0])
  }

  /// False alarms all in pairs that are often confused: scores hide them, the other pairs show them.
  @Test func pairsThatAreSeldomConfusedBoundTheFalseAlarms() throws {
    let random = CounterRandom(3)
    let wrong = (0..<100).map { Suspicion(score: 0.9 + 0.1 * Double(random.uniform(UInt64($0))), isPlain: $0 % 2 == 0) }
    let alarms = (0..<60).map { Suspicion(score: 0.9 + 0.1 * Double(random.uniform(UInt64(500 + $0))), isPlain: false) }
    let right = (0..<2000).map { Suspicion(score: 0.1 * Double(random.uniform(UInt64(900 + $0)))) }
    let planted = (0..<200).map { Suspicion(score: 0.9 + 0.1 * Double(random.uniform(UInt64(9000 + $0))), isPlain: $0 % 2 == 0) }
    let estimate = try #require(ErrorEstimate(wrong + alarms + right, planted: planted))
    #expect(abs(estimate.listed - 160) < 8)
    #expect(estimate.precision.low < 100 / 160 && estimate.precision.high > 0.95)
    let blind = try #require(ErrorEstimate((wrong + alarms + right).map { Suspicion(score: $0.score) }, planted: planted))
    #expect(blind.precision.value > 0.9, "without pairs nothing tells them")
  }

  @Test(arguments: [1, 2, 5, 100, 1000]) func plantsSoManyAndNoneKeepsItsLabel(_ n: Int) {
    let labels = (0..<n).map { $0 % 3 }
    let planted = PlantedErrors(labels, share: 0.1, seed: 1)
    #expect(planted.positions.count == (n < 2 ? 0 : max(1, n / 10)))
    for i in 0..<n { #expect((planted.labels[i] != labels[i]) == planted.positions.contains(i)) }
    #expect(PlantedErrors([4, 4, 4], share: 0.5, seed: 1).positions.isEmpty)
  }

  /// Scores of right labels fall off from 0, those of wrong ones from 1, with a stretch where both occur.
  @Test(arguments: [0.0, 0.002, 0.01, 0.05]) func precisionCoversTheTruth(_ share: Double) throws {
    let random = CounterRandom(6, UInt64(share * 1000))
    func score(_ i: Int, wrong: Bool) -> Double {
      let u = Double(random.uniform(UInt64(i)))
      return wrong ? 1 - 0.8 * u * u : u * u * u * u * 0.8
    }
    let n = 20_000
    let wrong = (0..<n).map { Double($0) < share * Double(n) }
    let scores = (0..<n).map { score($0, wrong: wrong[$0]) }
    let estimate = try #require(
      ErrorEstimate(
        scores.indices.map { Suspicion(score: scores[$0], isPlain: wrong[$0] && $0 % 2 == 0) },
        planted: (0..<400).map { Suspicion(score: score(n + $0, wrong: true), isPlain: $0 % 2 == 0) }))
    let listed = (0..<n).filter { scores[$0] >= estimate.cut }
    #expect(listed.count == estimate.listed)
    let truth = listed.isEmpty ? 0 : Double(listed.count { wrong[$0] }) / Double(listed.count)
    if share == 0 {
      #expect(estimate.errors.value == 0)
    } else {
      #expect(estimate.precision.low <= truth && truth <= estimate.precision.high)
      let errors = share * Double(n)
      #expect(estimate.errors.low <= errors && errors <= estimate.errors.high)
      let best = (1..<100).map { cut in
        let all = (0..<n).filter { scores[$0] >= Double(cut) / 100 }
        return 2 * Double(all.count { wrong[$0] }) / (Double(all.count) + errors)
      }.max()!
      #expect(2 * truth * Double(listed.count) / (Double(listed.count) + errors) > best - 0.05)
    }
  }

  /// To the same scores, and to more of their like, the same precision is carried; where twice as many are listed, half as
  /// many of the list are false alarms.
  @Test func falseAlarmsAreCarriedAsARate() throws {
    let random = CounterRandom(11)
    let wrong = (0..<60).map { 1 - 0.3 * Double(random.uniform(UInt64($0))) }
    let right = (0..<4000).map { 0.95 * power(Double(random.uniform(UInt64(1000 + $0))), 30) }
    let estimate = try #require(
      ErrorEstimate((wrong + right).map { Suspicion(score: $0) }, planted: wrong.map { Suspicion(score: $0) }))
    #expect(estimate.precision.value > 0.3 && estimate.precision.value < 1)
    let (listed, same) = estimate.carried(to: wrong + right)
    #expect(listed == estimate.listed && abs(same.value - estimate.precision.value) < 1e-12)
    #expect(abs(estimate.carried(to: wrong + right + wrong + right).precision.low - estimate.precision.low) < 1e-12)
    let dense = estimate.carried(to: Array(repeating: 1, count: 2 * listed) + Array(repeating: 0, count: 4060 - 2 * listed))
    #expect(dense.listed == 2 * listed && abs(dense.precision.value - (1 - (1 - same.value) / 2)) < 1e-12)
    #expect(estimate.carried(to: [0, 0]).listed == 0)
  }

  @Test func tooFewPlantedErrorsTellNothing() {
    #expect(ErrorEstimate([0.1, 0.9].map { Suspicion(score: $0) }, planted: [Suspicion(score: 0.9)]) == nil)
    #expect(ErrorEstimate([], planted: Array(repeating: Suspicion(score: 0.9), count: 50)) == nil)
    #expect(
      ErrorEstimate(
        Array(repeating: Suspicion(score: 0.1), count: 90), planted: Array(repeating: Suspicion(score: 0.1), count: 50)) == nil)
  }

  @Test func judgeFindsWrongLabelsOfBlobs() throws {
    let (features, right) = CrossFitTests.blobs(1500, 6, classes: 3, shift: 2.5)
    var labels = right
    for i in stride(from: 0, to: 1500, by: 50) { labels[i] = (labels[i] + 1) % 3 }
    func judge(_ parallel: Parallel) -> LabelJudge {
      features.withUnsafeBufferPointer { features in
        let k = 5
        var ids = [Int64](repeating: -1, count: 1500 * k), distances = [Float](repeating: 0, count: 1500 * k)
        let rows = (0..<1500).map(Int64.init)
        let index = NeighborIndex(features.baseAddress!, count: 1500, dimensions: 6, metric: .l2)
        rows.withUnsafeBufferPointer {
          index.search(
            .rows($0.baseAddress!), count: 1500, k: k, allowed: nil, parallel: parallel, index: &ids, distance: &distances)
        }
        return LabelJudge(
          .init(
            features: features.baseAddress!, dimensions: 6, rows: Array(0..<1500), labels: labels, classes: 3, neighbors: ids,
            k: k),
          folds: 5, planted: 0.05, seed: 1, parallel: parallel
        ) { _ in }
      }
    }
    let found = judge(.serial)
    let order = (0..<1500).sorted { (found.suspicions[$0].score, $1) > (found.suspicions[$1].score, $0) }
    let hits = order.prefix(30).filter { $0 % 50 == 0 }
    #expect(hits.count >= 28)
    #expect(hits.allSatisfy { found.others[$0] == right[$0] })
    #expect(found.planted.count == 75)
    #expect(judge(threads(3)).suspicions.map(\.score) == found.suspicions.map(\.score))
  }
}
