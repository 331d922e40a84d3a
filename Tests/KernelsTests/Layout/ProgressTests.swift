import KernelTwins
import Kernels
import Testing

/// What a layout tells while it runs.
@Suite struct MapProgressTests {
  @Test func tSNETellsEachIterationAndItsMap() {
    let toy = ToyPopulation(count: 200, k: 15)
    let tsne = TSNE.fast(perplexity: 5)
    var told: [Int] = []
    var maps: [[SIMD2<Float>]] = []
    let start = MapStart.tiny(toy.plane(), count: 200, seed: 1)
    let made = tsne.layout(
      neighbors: toy.ids, distances: toy.distances, count: 200, k: 15, start: start, parallel: .serial
    ) {
      told.append($0)
      // Between two of these the layout changes the samples' order in memory.
      if [1, 59, 61, 99, 101, tsne.iterations].contains($0) { maps.append($1()) }
    }
    #expect(told == Array(1...tsne.iterations))
    #expect(maps.last == made.map)
    for (early, late) in zip(maps, maps.dropFirst()) { #expect(early != late) }
    // Samples keep their numbers: one step moves each only a little, whatever their order in memory.
    for (early, late) in [(1, 2), (3, 4)] {
      let moved = zip(maps[early], maps[late]).map { $0 - $1 }.map { ($0 * $0).sum().squareRoot() }.max()!
      #expect(moved <= 10.001, "two steps of at most 5 each")
    }
    #expect(made.map == toy.tsne(tsne).map, "watching changes nothing")
  }

  @Test func umapTellsEachRoundAndItsMap() {
    let toy = ToyPopulation(count: 120, k: 8)
    var told: [Int] = []
    var last: [SIMD2<Float>] = []
    let start = MapStart.wide(toy.plane(), count: 120, seed: 1)
    let map = UMAP(neighbors: 8, seed: 1).layout(
      neighbors: toy.ids, distances: toy.distances, count: 120, k: 8, start: start, parallel: .serial
    ) {
      told.append($0)
      if $0 == UMAP.rounds(count: 120) { last = $1() }
    }
    #expect(told == Array(1...UMAP.rounds(count: 120)))
    #expect(last == map && map == toy.umap())
  }
}
