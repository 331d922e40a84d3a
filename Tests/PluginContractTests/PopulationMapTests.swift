import Core
import PluginHost
import Synchronization
import Testing

/// Maps of a few images through the whole border.
@Suite struct PopulationMapTests {
  private static func features() throws -> Tensor {
    try Tensor(
      mapping: Support.repository + "/Tests/Fixtures/reference/features.npy", offset: 128, dtype: .float32, shape: [64, 128],
      writable: false)
  }

  private func population(_ features: Tensor, states: [SubsetState]? = nil) -> SamplePopulation {
    let n = features.shape[0]
    let labels = Tensor([Int64](repeating: 0, count: n), [n])
    return SamplePopulation(
      features: features, labels: labels, predictions: labels, logits: Tensor(.float32, [n, 10]),
      losses: Tensor(.float32, [n]), states: states ?? Array(repeating: .training, count: n))
  }

  private func analyzer(_ options: String) async throws -> PluginAnalyzer {
    let (registry, plugin) = try Support.component("libPopulationMap.so", .analyzer, options: options)
    return try await registry.analyzer(plugin)
  }

  private func run(
    _ options: String, _ features: Tensor, states: [SubsetState]? = nil
  ) async throws -> (analyzer: PluginAnalyzer, columns: [ColumnValues], results: Results) {
    let analyzer = try await analyzer(options)
    try await analyzer.fit(population(features, states: states))
    let (columns, results) = try await analyzer.run(count: features.shape[0])
    return (analyzer, columns, results)
  }

  private static let methods = [
    #"{"method": "tsne"}"#, #"{"method": "tsne", "quality": "fast"}"#, #"{"method": "umap"}"#, #"{"method": "pca"}"#,
  ]

  @Test(arguments: methods) func placesEverySampleTheSameEachTime(_ options: String) async throws {
    let features = try Self.features()
    let (_, columns, results) = try await run(options, features)
    let map = try #require(results.tensors["map"])
    #expect(map.shape == [64, 2] && map.floats.allSatisfy(\.isFinite))
    #expect(Set(map.floats).count > 100, "samples lie on one another")
    #expect(columns.count == 3 && columns.allSatisfy { $0.count == 64 })
    #expect(try await run(options, features).results.tensors["map"]?.floats == map.floats)
  }

  /// Fewer samples than perplexity and neighbors ask for; and samples, or columns, that do not differ.
  @Test(arguments: methods, [0, 1, 2, 3, 10]) func fewSamplesAndEqualOnes(_ options: String, _ n: Int) async throws {
    let all = try Self.features().floats
    let kinds: [(String, [Float])] = [
      ("different", Array(all[..<(n * 128)])), ("equal", [Float](repeating: 2, count: n * 128)),
      ("one column varies", (0..<n * 128).map { $0 % 128 == 5 ? all[$0] + Float($0) : 0 }),
    ]
    for (kind, values) in kinds {
      let (_, columns, results) = try await run(options, Tensor(values, [n, 128]))
      let map = try #require(results.tensors["map"])
      #expect(map.shape == [n, 2] && map.floats.allSatisfy(\.isFinite), "\(n) \(kind)")
      guard case .float64(let trust) = columns[2] else {
        Issue.record("trust is no column of numbers")
        return
      }
      // Of n - 1 neighbors, all are among the nearest 30.
      #expect(trust.map { $0 ?? -1 } == [Double](repeating: n > 1 ? 1 : -1, count: n), "\(n) \(kind)")
      #expect(results.texts["summary"]?.contains("\(n) \(n == 1 ? "sample" : "samples")") == true)
      if n == 10, options.contains("tsne") { #expect(results.texts["summary"]?.contains("perplexity lowered from 30.0") == true) }
      if n == 10, options.contains("umap") { #expect(results.texts["summary"]?.contains("neighbors lowered from 15") == true) }
    }
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity]) func featuresThatAreNoNumbersAreRefused(_ wrong: Float) async throws {
    var values = try Self.features().floats
    values[7 * 128 + 3] = wrong
    let analyzer = try await analyzer("{}")
    let error = await #expect(throws: LeapError.self) { try await analyzer.fit(population(Tensor(values, [64, 128]))) }
    #expect(error?.problem.contains("row 7") == true && error?.problem.contains("feature 3") == true)
  }

  @Test func noTrainingSamplesToMakeItOf() async throws {
    let features = try Self.features()
    let error = await #expect(throws: LeapError.self) {
      _ = try await run(#"{"fit_on": "training"}"#, features, states: Array(repeating: .test, count: 64))
    }
    #expect(error?.problem.contains("set 'fit_on' to 'all'") == true)
  }

  /// The others have no place while the map is made, and one in the end.
  @Test func showsEarlyMaps() async throws {
    let features = try Self.features()
    let states = (0..<64).map { $0 < 48 ? SubsetState.training : .test }
    let analyzer = try await analyzer(#"{"fit_on": "training"}"#)
    try await analyzer.fit(population(features, states: states))
    let shown = Mutex<[(String, [Int], [Float])]>([])
    let (_, results) = try await analyzer.run(count: 64) { key, tensor in
      shown.withLock { $0.append((key, tensor.shape, tensor.floats)) }
    }
    let early = try #require(shown.withLock { $0 }.first)
    #expect(early.0 == "map" && early.1 == [64, 2])
    let placed = early.2.map(\.isFinite)
    #expect(placed == (0..<128).map { $0 < 96 })
    #expect(results.tensors["map"]?.floats.allSatisfy(\.isFinite) == true)
  }

  /// Cancelled at its second early map, a run ends there: no more maps, no result.
  @Test(arguments: [#"{"method": "tsne"}"#, #"{"method": "umap"}"#]) func canBeCancelled(_ options: String) async throws {
    let n = 20_000
    let values = (0..<n * 8).map { i in Float((i &* 2_654_435_761) >> 7 & 0xFFFF) / 65_536 }
    let analyzer = try await analyzer(options)
    try await analyzer.fit(population(Tensor(values, [n, 8])))
    let (maps, second) = AsyncStream.makeStream(of: Void.self)
    let shown = Mutex(0)
    let run = Task {
      try await analyzer.run(count: n) { _, _ in
        let number = shown.withLock {
          $0 += 1
          return $0
        }
        if number == 2 { second.yield() }
      }
    }
    for await _ in maps { break }
    run.cancel()
    await #expect(throws: (any Error).self) { _ = try await run.value }
    #expect(shown.withLock { $0 } <= 3)
    await #expect(throws: LeapError.self, "there is no map") { _ = try await analyzer.savedState() }
  }

  @Test(arguments: methods) func isKeptAndTakenBack(_ options: String) async throws {
    let features = try Self.features()
    let (made, _, _) = try await run(options, features)
    let state = try #require(try await made.savedState())
    // 64 places, mean and two axes; no features.
    let most = 64 * 8 + 3 * 128 * 8 + 100
    #expect(state.count < most)
    let fresh = try await analyzer(options)
    await #expect(throws: LeapError.self, "nothing to keep before run") { _ = try await fresh.savedState() }
    try await fresh.fit(population(features))
    try await fresh.load(state)
    #expect(try await fresh.savedState() == state)
    let others = Tensor(features.floats[..<(9 * 128)].map { $0 * 1.01 }, [9, 128])
    let places = try await made.place(others).floats
    #expect(try await fresh.place(others).floats == places)
    #expect(places.allSatisfy(\.isFinite) && Set(places).count > 9)
  }

  /// Each sample's copy comes to rest near it, as far as the map is wide; nothing is placed before there is a map.
  @Test(arguments: methods) func placesCopiesNearTheirSamples(_ options: String) async throws {
    let features = try Self.features()
    let early = try await analyzer(options)
    try await early.fit(population(features))
    await #expect(throws: LeapError.self) { _ = try await early.place(features) }
    let (made, _, results) = try await run(options, features)
    let map = try #require(results.tensors["map"]).floats
    let placed = try await made.place(features).floats
    let extent = map.max()! - map.min()!
    let off = zip(map, placed).map { abs($0 - $1) }.sorted()
    #expect(off[off.count / 2] < 0.1 * extent, "the median copy lies \(off[off.count / 2] / extent) of the map away")
    await #expect(throws: LeapError.self) { _ = try await made.place(Tensor(.float32, [2, 127])) }
    await #expect(throws: LeapError.self) { _ = try await made.place(Tensor([Float](repeating: .nan, count: 128), [1, 128])) }
    #expect(try await made.place(Tensor(.float32, [0, 128])).shape == [0, 2])
  }

  @Test func whatIsCutShortOrAlteredIsRefused() async throws {
    let features = try Self.features()
    let state = try #require(try await run("{}", features).analyzer.savedState())
    let analyzer = try await analyzer("{}")
    try await analyzer.fit(population(features))
    let sizes: [Int] = Array(0..<60) + [state.count / 2, state.count - 9, state.count - 1]
    for size in sizes {
      let part = Array(state[..<size])
      await #expect(throws: LeapError.self, "\(size) bytes") { try await analyzer.load(part) }
    }
    await #expect(throws: LeapError.self) { try await analyzer.load(state + [0]) }
    let flips: [Int] = Array(0..<48) + Array(stride(from: 48, to: state.count, by: 61)) + [state.count - 1]
    for i in flips {
      var altered = state
      altered[i] ^= 1 << UInt8(i % 8)
      await #expect(throws: LeapError.self, "byte \(i)") { try await analyzer.load(altered) }
    }
    // A failed load leaves no map.
    await #expect(throws: LeapError.self) { _ = try await analyzer.savedState() }
    try await analyzer.load(state)
    #expect(try await analyzer.savedState() == state)
  }

  @Test func aMapOfOthersIsRefused() async throws {
    let features = try Self.features()
    let state = try #require(try await run("{}", features).analyzer.savedState())
    let umap = try await analyzer(#"{"method": "umap"}"#)
    try await umap.fit(population(features))
    await #expect(throws: LeapError.self) { try await umap.load(state) }
    var values = features.floats
    values[100] += 1
    let other = try await analyzer("{}")
    try await other.fit(population(Tensor(values, [64, 128])))
    await #expect(throws: LeapError.self) { try await other.load(state) }
    try await other.fit(population(Tensor(Array(values[..<(63 * 128)]), [63, 128])))
    await #expect(throws: LeapError.self) { try await other.load(state) }
  }
}
