import Core
import PluginHost
import Testing

/// Maps that are kept, taken back, and get more samples.
@Suite struct PopulationMapStateTests {
  @Test(arguments: MapSupport.methods) func isKeptAndTakenBack(_ options: String) async throws {
    let features = try MapSupport.features()
    let (made, _, _) = try await MapSupport.run(options, features)
    let state = try #require(try await made.savedState())
    // 64 places, mean and two axes; no features.
    let most = 64 * 8 + 3 * 128 * 8 + 100
    #expect(state.count < most)
    let fresh = try await MapSupport.analyzer(options)
    await #expect(throws: LeapError.self, "nothing to keep before run") { _ = try await fresh.savedState() }
    try await fresh.fit(MapSupport.population(features))
    try await fresh.load(state)
    #expect(try await fresh.savedState() == state)
    let others = Tensor(features.floats[..<(9 * 128)].map { $0 * 1.01 }, [9, 128])
    let places = try await made.place(others).floats
    #expect(try await fresh.place(others).floats == places)
    #expect(places.allSatisfy(\.isFinite) && Set(places).count > 9)
  }

  /// Each sample's copy comes to rest near it, as far as the map is wide; nothing is placed before there is a map.
  @Test(arguments: MapSupport.methods) func placesCopiesNearTheirSamples(_ options: String) async throws {
    let features = try MapSupport.features()
    let early = try await MapSupport.analyzer(options)
    try await early.fit(MapSupport.population(features))
    await #expect(throws: LeapError.self) { _ = try await early.place(features) }
    let (made, _, results) = try await MapSupport.run(options, features)
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
    let features = try MapSupport.features()
    let state = try #require(try await MapSupport.run("{}", features).analyzer.savedState())
    let analyzer = try await MapSupport.analyzer("{}")
    try await analyzer.fit(MapSupport.population(features))
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
    let features = try MapSupport.features()
    let state = try #require(try await MapSupport.run("{}", features).analyzer.savedState())
    let umap = try await MapSupport.analyzer(#"{"method": "umap"}"#)
    try await umap.fit(MapSupport.population(features))
    await #expect(throws: LeapError.self) { try await umap.load(state) }
    var values = features.floats
    values[100] += 1
    let other = try await MapSupport.analyzer("{}")
    try await other.fit(MapSupport.population(Tensor(values, [64, 128])))
    await #expect(throws: LeapError.self) { try await other.load(state) }
    try await other.fit(MapSupport.population(Tensor(Array(values[..<(63 * 128)]), [63, 128])))
    await #expect(throws: LeapError.self) { try await other.load(state) }
  }
}
