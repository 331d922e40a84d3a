import Core
import PluginHost
import Store
import Synchronization
import Testing

@testable import Pipeline

/// An analyzer that wants some neighbors, and may find some for others: the row itself each time, so that it shows who made them.
private final class Member: AnalyzerRole {
  let id: String
  let columns: [ColumnInfo]
  let offersRun = true
  let offersNeighbors = false
  let wish: NeighborWish?
  /// Of those that it finds; nil: none.
  let metrics: Set<String>?
  var sharesNeighbors: Bool { metrics != nil }
  /// What it was asked to find, and how many neighbors it got with each population.
  let made = Mutex<[NeighborWish]>([])
  let got = Mutex<[Int?]>([])
  let columnsSeen = Mutex(0)

  init(_ id: String, wants wish: NeighborWish? = nil, finds metrics: Set<String>? = nil, columns: [ColumnInfo] = []) {
    (self.id, self.wish, self.metrics, self.columns) = (id, wish, metrics, columns)
  }

  func fit(_ population: SamplePopulation) async throws {
    got.withLock { $0.append(population.neighbors?.rows.shape[1]) }
    columnsSeen.withLock { $0 = max($0, population.columns.count) }
  }
  func run(
    count: Int, preview: @escaping @Sendable (String, Tensor) -> Void
  ) async throws -> (columns: [ColumnValues], results: Results) {
    (columns.map { _ in .int64(Array(repeating: Int64(id.count), count: count)) }, Results())
  }
  func neighbors(of seeds: NeighborSeeds, k: Int, allowed: [Bool]?, metric: String?) async throws -> Neighbors {
    throw LeapError(.plugin, doing: "finding", problem: "it finds none")
  }
  func savedState() async throws -> [UInt8]? { nil }
  func neighborsWanted(count: Int) async throws -> NeighborWish? { wish }
  func graph(count: Int, wish: NeighborWish) async throws -> NeighborGraph? {
    guard metrics?.contains(wish.metric) == true else { return nil }
    made.withLock { $0.append(wish) }
    return NeighborGraph(
      metric: wish.metric, rows: Tensor(.int64, [count, wish.k]), distances: Tensor(.float32, [count, wish.k]))
  }
  var lastGot: Int? { got.withLock { $0.last ?? nil } }
}

/// Who finds neighbors for whom, and whose column it is.
@Suite struct AnalyzerTeamTests {
  private func evaluated() async throws -> StageWork {
    var work = try makeWork(model: DigestModel())
    try await work.trainStage()
    try await work.stage(.dataset, [Step(.dataset, "d", files: []) { try await $0.recordDataset() }])
    try await work.stage(.evaluate, [Step(.evaluate, "e", files: [RunFiles.logits]) { try await $0.evaluate() }])
    return work
  }

  private static func step(_ id: String) -> StepID { .analyzer(library: "test", component: id) }

  /// Runs the members at some places as a run does that has the others' results already.
  private func run(_ members: [Member], _ places: [Int]) async throws -> StageWork {
    let work = try await evaluated()
    let team = AnalyzerTeam(members)
    try await team.ask(places, count: 17)
    for place in places {
      _ = try await work.analyze(
        with: team.member(place), id: members[place].id, reading: ["loss"], yielding: team.yielded[place],
        neighbors: { try await team.neighbors(for: place, of: $0) }, step: Self.step(members[place].id))
      await team.release(place)
    }
    return work
  }

  @Test func theFirstThatCanFindsTheMostForAll() async throws {
    let members = [
      Member("a", wants: NeighborWish(k: 3, metric: "l2")), Member("b", finds: ["cosine"]),
      Member("c", wants: NeighborWish(k: 9, metric: "l2"), finds: ["l2", "cosine"]),
      Member("d", wants: NeighborWish(k: 5, metric: "l2"), finds: ["l2"]), Member("e"),
      Member("f", wants: NeighborWish(k: 5, metric: "cosine")),
    ]
    _ = try await run(members, Array(members.indices))
    #expect(members.map { $0.made.withLock(\.count) } == [0, 0, 1, 0, 0, 0])
    #expect(members[2].made.withLock(\.first) == NeighborWish(k: 9, metric: "l2"))
    #expect(members.map(\.lastGot) == [9, nil, 9, 9, nil, nil], "one alone finds its own")
    #expect(members[2].got.withLock { $0 } == [nil, 9], "fitted to find them, then as all others")
  }

  @Test func oneThatDoesNotRunFindsThemForOthersThatDo() async throws {
    let members = [
      Member("a", wants: NeighborWish(k: 3, metric: "l2"), finds: ["l2"]), Member("b", wants: NeighborWish(k: 40, metric: "l2")),
      Member("c", wants: NeighborWish(k: 2, metric: "l2")),
    ]
    _ = try await run(members, [1, 2])
    #expect(members[0].made.withLock { $0 } == [NeighborWish(k: 16, metric: "l2")], "there are 16 others")
    #expect(members[1].lastGot == 16 && members[2].lastGot == 16)
    #expect(members[0].columnsSeen.withLock { $0 } == 0 && members[1].columnsSeen.withLock { $0 } == 1)
    let again = [
      Member("a", wants: NeighborWish(k: 3, metric: "l2"), finds: ["l2"]), Member("b", wants: NeighborWish(k: 9, metric: "l2")),
    ]
    _ = try await run(again, [1])
    #expect(again[0].made.withLock(\.isEmpty) && again[1].lastGot == nil, "one alone finds its own")
  }

  @Test func nobodyThatCan() async throws {
    let members = [
      Member("a", wants: NeighborWish(k: 3, metric: "l2"), finds: ["cosine"]),
      Member("b", wants: NeighborWish(k: 3, metric: "l2")),
    ]
    _ = try await run(members, [0, 1])
    #expect(members[0].lastGot == nil && members[1].lastGot == nil && members[0].got.withLock(\.count) == 2, "asked once")
  }

  @Test func aColumnInTheSameWordsIsTheFirstOnes() async throws {
    func column(_ name: String, _ summary: String, _ kind: ColumnValues.Kind = .int64, of source: String) -> ColumnInfo {
      ColumnInfo(name: name, kind: kind, summary: summary, source: source)
    }
    let first = Member(
      "a", columns: [column("x", "how much", of: "a"), column("y", "", of: "a"), column("z", "how far", of: "a")])
    let second = Member(
      "bb", columns: [column("z", "how long", of: "b"), column("y", "", of: "b"), column("x", "how much", of: "b")])
    #expect(AnalyzerTeam([first, second]).yielded == [[], ["x"]])
    let work = try await run([first, second], [0, 1])
    func columns(_ id: String) throws -> [String] {
      try work.store.columns(of: work.run, where: { $0 == Self.step(id) }).map(\.name)
    }
    #expect(try columns("a") == ["x", "y", "z"])
    #expect(try columns("bb") == ["bb.z", "bb.y"], "other words are another column, and no words tell nothing")
    #expect(try work.store.column("bb.z", of: work.run)?.values == .int64(Array(repeating: 2, count: 17)))
    #expect(try work.store.column("x", of: work.run)?.values == .int64(Array(repeating: 1, count: 17)))
  }
}
