import Core
import Foundation
import PluginHost
import Testing

/// What an analyzer of neighbors saves and loads.
@Suite struct SimilarsStateTests {
  @Test(arguments: ["exact", "hnsw"]) func whatWasSavedAnswersAlike(_ index: String) async throws {
    let options = #"{"index": "\#(index)", "k": 7}"#
    let first = try await SimilarsSupport.analyzer(SimilarsSupport.features(), options: options)
    _ = try await first.run(count: 64)
    let state = try #require(try await first.savedState())
    let second = try await SimilarsSupport.analyzer(SimilarsSupport.features(), options: options)
    try await second.load(state)
    for k in [3, 7, 20] {
      let (a, b) = (
        try await first.neighbors(of: .rows([5, 60]), k: k, allowed: nil, metric: nil),
        try await second.neighbors(of: .rows([5, 60]), k: k, allowed: nil, metric: nil)
      )
      #expect(a.rows == b.rows && a.distances == b.distances)
    }
    let other = try await SimilarsSupport.analyzer(SimilarsSupport.features(), options: #"{"index": "\#(index)", "k": 8}"#)
    await #expect(throws: LeapError.self) { try await other.load(state) }
  }

  /// Mapped, and used in place: also after the file's name is gone or stands for another file.
  @Test(arguments: ["exact", "hnsw"]) func aSavedFileAnswersAlike(_ index: String) async throws {
    let options = #"{"index": "\#(index)", "k": 7}"#
    let first = try await SimilarsSupport.analyzer(SimilarsSupport.features(), options: options)
    _ = try await first.run(count: 64)
    let state = try #require(try await first.savedState())
    let path = Support.scratch + "/similars-\(index).state"
    try Data(state).write(to: URL(fileURLWithPath: path))
    let second = try await SimilarsSupport.analyzer(SimilarsSupport.features(), options: options)
    try await second.load(fromFile: path)
    try Data(state.dropLast(9)).write(to: URL(fileURLWithPath: path), options: .atomic)
    await #expect(throws: LeapError.self) { try await second.load(fromFile: path) }
    try FileManager.default.removeItem(atPath: path)
    await #expect(throws: LeapError.self) { try await second.load(fromFile: path) }
    let vectors = NeighborSeeds.vectors(try SimilarsSupport.features().rows(20..<40))
    let (a, b) = (
      try await first.neighbors(of: vectors, k: 20, allowed: nil, metric: nil),
      try await second.neighbors(of: vectors, k: 20, allowed: nil, metric: nil)
    )
    #expect(a.rows == b.rows && a.distances == b.distances)
    #expect(try await second.savedState() == state)
    try await second.fit(SimilarsSupport.population(SimilarsSupport.features()))
    await #expect(throws: LeapError.self, "what was loaded is of the population before") { _ = try await second.savedState() }
  }

  @Test(arguments: ["exact", "hnsw"]) func damagedStateIsRefused(_ index: String) async throws {
    let options = #"{"index": "\#(index)", "k": 2}"#
    let first = try await SimilarsSupport.analyzer(SimilarsSupport.features(), options: options)
    _ = try await first.run(count: 64)
    let state = try #require(try await first.savedState())
    let second = try await SimilarsSupport.analyzer(SimilarsSupport.features(), options: options)
    for size in Array(0..<140) + stride(from: 140, to: state.count, by: 331) {
      await #expect(throws: LeapError.self) { try await second.load(Array(state[..<size])) }
    }
    for at in Array(0..<128) + stride(from: 128, to: state.count, by: 173) {
      var altered = state
      altered[at] ^= 1 << UInt8(at % 8)
      await #expect(throws: LeapError.self, "byte \(at)") { try await second.load(altered) }
    }
    // And it works as before.
    let found = try await second.neighbors(of: .rows([5]), k: 2, allowed: nil, metric: nil)
    #expect(found.rows == (try await first.neighbors(of: .rows([5]), k: 2, allowed: nil, metric: nil)).rows)
  }
}
