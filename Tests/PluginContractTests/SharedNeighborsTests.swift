import Core
import PluginHost
import ProjectConfiguration
import Testing

/// Neighbors that one analyzer finds for others, through the whole border.
@Suite struct SharedNeighborsTests {
  private static let count = 300

  private func analyzer(_ library: String, _ options: String) async throws -> PluginAnalyzer {
    let (registry, plugin) = try Support.component(library, .analyzer, options: options)
    return try await registry.analyzer(plugin)
  }

  private func graph(_ population: SamplePopulation, k: Int, metric: String, options: String = "{}") async throws -> NeighborGraph
  {
    let maker = try await analyzer("libSimilars.so", options)
    try await maker.fit(population)
    return try #require(try await maker.graph(count: Self.count, wish: NeighborWish(k: k, metric: metric)))
  }

  /// All that a run leaves, as text that is the same where every value is.
  private func run(_ library: String, _ options: String, _ population: SamplePopulation) async throws -> [String] {
    let analyzer = try await analyzer(library, options)
    try await analyzer.fit(population)
    let (columns, results) = try await analyzer.run(count: Self.count)
    let tensors = results.tensors.sorted { $0.key < $1.key }.map { key, tensor in
      "\(key) \(tensor.shape) \(tensor.dtype == .int64 ? "\(tensor.int64s)" : "\(tensor.floats)")"
    }
    let insights = results.insights.map { "\($0.title) \($0.severity) \($0.members) \($0.scores ?? []) \($0.details ?? "")" }
    return columns.map { "\($0)" } + tensors + insights + [results.texts["summary"] ?? ""]
  }

  private static let uses = [
    ("libSimilars.so", "{}", "l2"), ("libSimilars.so", #"{"metric": "cosine", "k": 7}"#, "cosine"),
    ("libPopulationMap.so", #"{"perplexity": 10}"#, "l2"), ("libPopulationMap.so", #"{"method": "umap"}"#, "l2"),
    ("libPopulationMap.so", #"{"method": "pca"}"#, "l2"), ("libPopulationMap.so", #"{"fit_on": "training"}"#, "l2"),
    ("libInsights.so", "{}", "l2"), ("libInsights.so", #"{"neighbors": 25}"#, "l2"),
  ]

  /// Exactly as many as are wanted, more, and all others.
  @Test(arguments: uses) func resultsAreTheSameWhoeverFoundTheNeighbors(_ library: String, _ options: String, _ metric: String)
    async throws
  {
    var population = MadePopulation(Self.count).population
    let own = try await run(library, options, population)
    let wish = try #require(try await analyzer(library, options).neighborsWanted(count: Self.count))
    #expect(wish.metric == metric)
    for k in [wish.k, 40, Self.count - 1] {
      population.neighbors = try await graph(population, k: k, metric: metric)
      #expect(try await run(library, options, population) == own, "\(k)")
    }
  }

  /// Wrong ones show whether they are used.
  @Test(arguments: uses) func neighborsAreTakenWhereTheyAreWhatIsWanted(_ library: String, _ options: String, _ metric: String)
    async throws
  {
    var population = MadePopulation(Self.count).population
    let own = try await run(library, options, population)
    func wrong(_ k: Int, _ metric: String) -> NeighborGraph {
      let rows = (0..<Self.count).flatMap { row in (1...k).map { Int64((row + $0 * 7) % Self.count) } }
      let distances = (0..<Self.count).flatMap { row in (1...k).map { Float($0 * (1 + row % 5)) } }
      return NeighborGraph(metric: metric, rows: Tensor(rows, [Self.count, k]), distances: Tensor(distances, [Self.count, k]))
    }
    population.neighbors = wrong(40, metric)
    #expect(try await run(library, options, population) != own)
    population.neighbors = wrong(40, metric == "l2" ? "cosine" : "l2")
    #expect(try await run(library, options, population) == own, "another metric")
    population.neighbors = wrong(5, metric)
    #expect(try await run(library, options, population) == own, "too few")
  }

  @Test func whatIsWantedFollowsFromOptionsAndCount() async throws {
    func wish(_ library: String, _ options: String, _ count: Int) async throws -> NeighborWish? {
      try await analyzer(library, options).neighborsWanted(count: count)
    }
    #expect(try await wish("libSimilars.so", "{}", 70_000) == NeighborWish(k: 10, metric: "l2"))
    #expect(try await wish("libSimilars.so", #"{"metric": "cosine", "k": 3}"#, 9) == NeighborWish(k: 3, metric: "cosine"))
    #expect(try await wish("libSimilars.so", "{}", 200_001) == nil, "its own graph is an approximate one")
    #expect(try await wish("libSimilars.so", #"{"index": "hnsw"}"#, 100) == nil)
    #expect(try await wish("libPopulationMap.so", "{}", 70_000) == NeighborWish(k: 90, metric: "l2"))
    #expect(try await wish("libPopulationMap.so", "{}", 31) == NeighborWish(k: 30, metric: "l2"))
    #expect(try await wish("libPopulationMap.so", "{}", 1) == nil)
    #expect(try await wish("libPopulationMap.so", "{}", 200_001) == nil)
    #expect(try await wish("libPopulationMap.so", #"{"method": "umap"}"#, 70_000) == NeighborWish(k: 15, metric: "l2"))
    #expect(try await wish("libPopulationMap.so", #"{"fit_on": "training"}"#, 70_000) == NeighborWish(k: 10, metric: "l2"))
    #expect(try await wish("libInsights.so", #"{"neighbors": 12}"#, 70_000) == NeighborWish(k: 12, metric: "l2"))
  }

  @Test(arguments: ["{}", #"{"index": "hnsw"}"#]) func similarsFindsThemForOthers(_ options: String) async throws {
    let population = MadePopulation(Self.count).population
    let maker = try await analyzer("libSimilars.so", options)
    #expect(maker.sharesNeighbors)
    await #expect(throws: LeapError.self) { _ = try await maker.graph(count: Self.count, wish: NeighborWish(k: 5, metric: "l2")) }
    try await maker.fit(population)
    #expect(try await maker.graph(count: Self.count, wish: NeighborWish(k: 5, metric: "manhattan")) == nil)
    for metric in ["l2", "cosine"] {
      let found = try #require(try await maker.graph(count: Self.count, wish: NeighborWish(k: 20, metric: metric)))
      let one = try await analyzer("libSimilars.so", #"{"index": "exact"}"#)
      try await one.fit(population)
      let asked = try await one.neighbors(of: .rows(Array(0..<Self.count)), k: 20, allowed: nil, metric: metric)
      #expect(found.rows.int64s == asked.rows && found.distances.floats == asked.distances)
    }
    await #expect(throws: LeapError.self, "there are no more others") {
      _ = try await maker.graph(count: Self.count, wish: NeighborWish(k: Self.count, metric: "l2"))
    }
  }

  @Test func analyzersFromBeforeAreNotAsked() async throws {
    let (registry, plugin) = try component("old")
    let analyzer = try await registry.analyzer(plugin)
    #expect(!analyzer.sharesNeighbors)
    #expect(try await analyzer.neighborsWanted(count: 10) == nil)
    var population = MadePopulation(Self.count).population
    population.neighbors = try await graph(population, k: 3, metric: "l2")
    try await analyzer.fit(population)
    #expect(try await analyzer.graph(count: Self.count, wish: NeighborWish(k: 3, metric: "l2")) == nil)
  }

  @Test(arguments: 0...5) func wrongNeighborsAreRefused(_ fault: Int) async throws {
    let (registry, plugin) = try component("crooked", #"{"fault": \#(fault)}"#)
    let analyzer = try await registry.analyzer(plugin)
    try await analyzer.fit(MadePopulation(20).population)
    let wish = NeighborWish(k: 4, metric: "l2")
    guard fault > 0 else {
      #expect(try await analyzer.graph(count: 20, wish: wish)?.rows.int64s.prefix(4) == [1, 2, 3, 4])
      #expect(try await analyzer.neighborsWanted(count: 20) == nil)
      return
    }
    let error = await #expect(throws: LeapError.self) { _ = try await analyzer.graph(count: 20, wish: wish) }
    #expect(error?.problem.contains("row 2") == true, "\(String(describing: error))")
    await #expect(throws: LeapError.self, "fewer than none") { _ = try await analyzer.neighborsWanted(count: 20) }
  }

  private func component(_ id: String, _ options: String = "{}") throws -> (PluginRegistry, ResolvedPlugin) {
    let registry = PluginRegistry()
    let use = PluginEntry(
      plugin: try Support.compile("neighbor_sharing"), component: id, options: try ConfigNode(json: options))
    return (registry, try registry.resolve(use, role: .analyzer, plan: Support.plan()))
  }
}
