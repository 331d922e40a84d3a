import Core
import PluginHost
import Testing

@testable import Pipeline

/// How often visualizers are asked: heat maps are painted once, all targets at a time, and their evidence is measured once.
@Suite struct HeatMapWorkTests {
  private let visualizer = FakeVisualizer()

  private func asked(cache: HeatMapCache = HeatMapCache(), samples: [String] = ["test:3"]) async throws -> AskedMaps<DigestModel>
  {
    let (model, untrained) = (DigestModel(), DigestModel())
    try await model.load(.weights, Array("trained".utf8))
    let painter = HeatMapPainter(model: model, visualizer: visualizer, method: "plain") { untrained }
    return AskedMaps(painter: painter, run: "run", samples: samples, cache: cache)
  }

  private func batch(_ rows: Range<Int64>) -> SampleBatch {
    SampleBatch(
      subset: nil, indices: Array(rows), inputs: Tensor(rows.map { Float($0) }, [rows.count, 1, 1, 1]),
      labels: Tensor(rows.map { $0 % 2 }, [rows.count]))
  }

  private func request(_ targets: [TargetChoice] = [.all, .loss], evidence: Bool = false) -> HeatMapRequest {
    HeatMapRequest(targets: targets, evidence: evidence, isPicture: true)
  }

  @Test func allTargetsArePaintedAtOnce() async throws {
    let maps = try await asked().maps(of: batch(3..<4), request()) { batch(0..<2) }
    #expect(visualizer.renders.map(\.targets.count) == [3])
    #expect(maps.targets == ["class 0", "class 1", "loss"] && maps.maps.floats == [3, 6, 9])
    #expect(maps.evidence.figures == ["completeness_gap": [0.25, 0.25, 0.25]] && maps.evidence.randomization == nil)
  }

  /// A model may round otherwise where gradients enter at several layers: a map does not depend on what is asked beside it.
  @Test func targetsOfLayersHaveCallsOfTheirOwn() async throws {
    let asked = try await asked()
    let choices: [TargetChoice] = [.all, .unit(layer: "features", index: 1), .loss, .difference(1, 0)]
    let maps = try await asked.maps(of: batch(3..<5), request(choices)) { batch(0..<2) }
    #expect(visualizer.renders.map(\.targets.count) == [2, 1, 2])
    #expect(maps.targets == ["class 0", "class 1", "features:1", "loss", "class 1 - 0"])
    #expect(maps.maps.floats == [3, 6, 3, 3, 6, 4, 8, 4, 4, 8] && maps.maps.shape == [2, 5, 1, 1])
    let sure = try await asked.maps(of: batch(3..<5), request(choices, evidence: true)) { batch(0..<2) }
    #expect(sure.evidence.figures["deletion"] == [30, 31, 30, 30, 31, 40, 41, 40, 40, 41])
    #expect(sure.evidence.figures["completeness_gap"]?.count == 10)
    #expect(visualizer.renders.dropFirst(3).map { $0.maps?.floats }.prefix(3) == [[3, 6, 4, 8], [3, 4], [3, 6, 4, 8]])
  }

  @Test func evidenceOfShownMapsPaintsNoneAgain() async throws {
    let asked = try await asked()
    let shown = try await asked.maps(of: batch(3..<4), request()) { batch(0..<2) }
    let sure = try await asked.maps(of: batch(3..<4), request(evidence: true)) { batch(0..<2) }
    // The maps, their evidence, and the check's two paints of its own images.
    let renders = visualizer.renders
    #expect(renders.map { $0.maps?.floats } == [nil, [3, 6, 9], nil, nil])
    #expect(renders.map { $0.options ?? "" } == ["", #"{"evidence":true}"#, "", ""])
    #expect(sure.maps.floats == shown.maps.floats && sure.targets == shown.targets)
    #expect(sure.evidence.figures == ["completeness_gap": [0.25, 0.25, 0.25], "deletion": [30, 31, 32]])
    #expect(sure.evidence.curves == ["deletion_curve": [[30, 0], [31, 0], [32, 0]]])
    #expect(sure.evidence.randomization == 0, "maps of one pixel have no ranks")
    // Shown again they are as they were.
    let again = try await asked.maps(of: batch(3..<4), request()) { batch(0..<2) }
    #expect(again.evidence.figures == shown.evidence.figures && visualizer.renders.count == 4)
  }

  @Test func evidenceThatIsAskedForAtOnceIsOnePaint() async throws {
    let sure = try await asked().maps(of: batch(3..<4), request([.one(1), .loss], evidence: true)) { batch(0..<2) }
    #expect(visualizer.renders.map(\.targets.count) == [2, 1, 1], "the maps with their evidence, then the check, of one target")
    #expect(sure.evidence.figures["deletion"] == [30, 31])
  }

  /// The check is of the method: another sample's evidence does not make it again, another kind of target's does.
  @Test func theCheckIsMadeOnceAMethod() async throws {
    let cache = HeatMapCache()
    var checks = 0
    for (sample, targets, expected) in [
      (3, [TargetChoice.all, .loss], 1), (4, [.all, .loss], 1), (5, [.prediction], 1), (6, [.loss], 2), (7, [.loss, .all], 2),
    ] {
      let row = Int64(sample)
      let asked = try await asked(cache: cache, samples: ["test:\(sample)"])
      _ = try await asked.maps(of: batch(row..<row + 1), request(targets, evidence: true)) {
        checks += 1
        return batch(0..<2)
      }
      #expect(checks == expected, "sample \(sample)")
    }
  }

  @Test func aBatchOfAnySizeIsPaintedInParts() async throws {
    let maps = try await asked().maps(of: batch(0..<130), request([.one(0)])) { batch(0..<2) }
    #expect(visualizer.renders.count == 3 && maps.maps.floats == (0..<130).map(Float.init))
    let evidence = try await asked().painter.evidence(
      of: maps, batch(0..<130), [.score(0)], request([.one(0)]))
    #expect(visualizer.renders.suffix(3).map { $0.maps?.floats.first } == [0, 64, 128])
    #expect(evidence.figures["deletion"] == (0..<130).map { Double(10 * $0) })
  }

  @Test func visualizersAreAskedFromTheLastOn() async throws {
    let visualizers = [FakeVisualizer(methods: ["a", "b"]), FakeVisualizer(methods: []), FakeVisualizer(methods: ["c"])]
    func choose(_ method: String?) async throws -> (number: Int, method: String) {
      try await VisualizerDescription.choose(method: method, among: visualizers.count) {
        try await VisualizerDescription(of: visualizers[$0], for: DigestModel())
      }
    }
    #expect(try await choose(nil) == (2, "c"))
    #expect(visualizers.map(\.describes) == [0, 0, 1])
    #expect(try await choose("b") == (0, "b"))
    await #expect(throws: LeapError.self) { try await choose("d") }
  }

  @Test func mapsOfSomeTargets() async throws {
    let maps = try await asked().maps(of: batch(1..<3), request(evidence: true)) { batch(0..<2) }
    #expect(maps.maps.floats == [1, 2, 3, 2, 4, 6])
    let classes = maps.ofTargets(0..<2), loss = maps.ofTargets(2..<3)
    #expect(
      classes.maps.shape == [2, 2, 1, 1] && classes.maps.floats == [1, 2, 2, 4] && classes.targets == ["class 0", "class 1"])
    #expect(loss.maps.floats == [3, 6] && loss.evidence.figures["deletion"] == [12, 22])
    #expect(loss.evidence.curves["deletion_curve"] == [[12, 0], [22, 0]])
  }

  @Test func fewMapsAreKept() async throws {
    let cache = HeatMapCache()
    let maps = try await asked().maps(of: batch(1..<2), request()) { batch(0..<2) }
    func key(_ i: Int) -> HeatMapCache.Key { HeatMapCache.Key(run: "run", samples: ["test:\(i)"], request: request()) }
    for i in 0..<8 { cache.keep(maps, of: key(i)) }
    #expect(cache.maps(of: key(0)) != nil)
    cache.keep(maps, of: key(8))
    #expect(cache.maps(of: key(0)) != nil && cache.maps(of: key(1)) == nil && cache.maps(of: key(8)) != nil)
    var large = maps
    large.maps = Tensor(.float32, [1, 2, 1024, 1024])
    cache.keep(large, of: key(9))
    #expect(cache.maps(of: key(9)) == nil, "large maps are not kept")
  }
}
