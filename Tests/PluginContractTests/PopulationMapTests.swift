import Core
import PluginHost
import Synchronization
import Testing

/// Maps of a few images through the whole border.
@Suite struct PopulationMapTests {
  @Test(arguments: MapSupport.methods) func placesEverySampleTheSameEachTime(_ options: String) async throws {
    let features = try MapSupport.features()
    let (_, columns, results) = try await MapSupport.run(options, features)
    let map = try #require(results.tensors["map"])
    #expect(map.shape == [64, 2] && map.floats.allSatisfy(\.isFinite))
    #expect(Set(map.floats).count > 100, "samples lie on one another")
    #expect(columns.count == 3 && columns.allSatisfy { $0.count == 64 })
    #expect(try await MapSupport.run(options, features).results.tensors["map"]?.floats == map.floats)
  }

  /// Fewer samples than perplexity and neighbors ask for; and samples, or columns, that do not differ.
  @Test(arguments: MapSupport.methods, [0, 1, 2, 3, 10]) func fewSamplesAndEqualOnes(_ options: String, _ n: Int) async throws {
    let all = try MapSupport.features().floats
    let kinds: [(String, [Float])] = [
      ("different", Array(all[..<(n * 128)])), ("equal", [Float](repeating: 2, count: n * 128)),
      ("one column varies", (0..<n * 128).map { $0 % 128 == 5 ? all[$0] + Float($0) : 0 }),
    ]
    for (kind, values) in kinds {
      let (_, columns, results) = try await MapSupport.run(options, Tensor(values, [n, 128]))
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
    var values = try MapSupport.features().floats
    values[7 * 128 + 3] = wrong
    let analyzer = try await MapSupport.analyzer("{}")
    let error = await #expect(throws: LeapError.self) {
      try await analyzer.fit(MapSupport.population(Tensor(values, [64, 128])))
    }
    #expect(error?.problem.contains("row 7") == true && error?.problem.contains("feature 3") == true)
  }

  @Test func noTrainingSamplesToMakeItOf() async throws {
    let features = try MapSupport.features()
    let error = await #expect(throws: LeapError.self) {
      _ = try await MapSupport.run(#"{"fit_on": "training"}"#, features, states: Array(repeating: .test, count: 64))
    }
    #expect(error?.problem.contains("set 'fit_on' to 'all'") == true)
  }

  /// The others have no place while the map is made, and one in the end.
  @Test func showsEarlyMaps() async throws {
    let features = try MapSupport.features()
    let states = (0..<64).map { $0 < 48 ? SubsetState.training : .test }
    let analyzer = try await MapSupport.analyzer(#"{"fit_on": "training"}"#)
    try await analyzer.fit(MapSupport.population(features, states: states))
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

  /// Canceled at its second early map, a run ends there: no more maps, no result.
  @Test(arguments: [#"{"method": "tsne"}"#, #"{"method": "umap"}"#]) func canBeCancelled(_ options: String) async throws {
    let n = 20_000
    let values = (0..<n * 8).map { i in Float((i &* 2_654_435_761) >> 7 & 0xFFFF) / 65_536 }
    let analyzer = try await MapSupport.analyzer(options)
    try await analyzer.fit(MapSupport.population(Tensor(values, [n, 8])))
    let shown = Mutex(0)
    let cancel = Mutex<(@Sendable () -> Void)?>(nil)
    let run = Task {
      try await analyzer.run(count: n) { _, _ in
        let number = shown.withLock {
          $0 += 1
          return $0
        }
        // On the plugin's own thread, so that it counts no map more than it must, however busy the pool is.
        if number >= 2 { cancel.withLock { $0 }?() }
      }
    }
    cancel.withLock { $0 = { run.cancel() } }
    await #expect(throws: (any Error).self) { _ = try await run.value }
    #expect(shown.withLock { $0 } <= 3)
    await #expect(throws: LeapError.self, "there is no map") { _ = try await analyzer.savedState() }
  }
}
