import PluginAPI

/// All samples of a run. Unlike other inputs it stays valid, and unchanged, until the next `fit` or the instance's end.
public struct Population {
  /// How many samples there are; all columns and tensors have so many rows.
  public let count: Int
  /// Latent features, `[count, d]`.
  public let features: TensorView<Float>
  /// Classes `[count]`, -1 where there is none.
  public let labels: TensorView<Int64>
  /// The classes that the model chose, `[count]`.
  public let predictions: TensorView<Int64>
  /// What the model said, `[count, classes]`.
  public let logits: TensorView<Float>
  /// The loss of each sample, `[count]`, NaN where there is no label.
  public let losses: TensorView<Float>
  /// `[count]` raw values of `SubsetState`
  public let states: UnsafeBufferPointer<UInt8>
  /// The host's own, and those of metadata, metrics and functions, all or as leap.yaml says; empty without `Traits.readsColumns`.
  public let columns: [PopulationColumn]

  init(_ raw: UnsafePointer<leap_population>?) throws {
    guard let population = raw?.pointee, population.count >= 0 else { throw PluginError(.argument, "the population is NULL") }
    let n = Int(population.count)
    count = n
    features = try TensorView(population.features, "features", [n, nil])
    labels = try TensorView(population.labels, "labels", [n])
    predictions = try TensorView(population.predictions, "predictions", [n])
    logits = try TensorView(population.logits, "logits", [n, nil])
    losses = try TensorView(population.losses, "losses", [n])
    guard population.state != nil || n == 0 else { throw PluginError(.argument, "the population has no states") }
    states = UnsafeBufferPointer(start: population.state, count: n)
    columns = try populationColumns(population, count: n)
  }
}

/// Role analyzer: works on the latent features of a population.
public protocol AnalyzerPlugin: Component {
  /// The population may be kept until the next `fit`.
  func fit(_ population: Population, call: Call) throws
  /// The size of the fitted population and of its vectors; nil before `fit`.
  var fitted: (count: Int, dimensions: Int)? { get }
  /// Columns that `run` fills.
  var columns: [Column] { get }
  /// Results for the whole population: columns, tensors (arrays of the run), insights, numbers, and "summary", a text that the
  /// host prints.
  func run(columns: Table, results: Sink, call: Call) throws
}

/// What is asked of an index of neighbors.
public struct NeighborQuery {
  public enum Seeds {
    /// `[count, d]`
    case vectors(TensorView<Float>)
    /// Rows of the population; each leaves itself out.
    case rows(UnsafeBufferPointer<Int64>)
  }
  public let seeds: Seeds
  public let count: Int
  public let k: Int
  /// `[population]`: 0 leaves a row out of the answers.
  public let allowed: UnsafeBufferPointer<UInt8>?
  /// "l2", "cosine", ... ; nil: the instance's own.
  public let metric: String?
}

public protocol FindsNeighbors: AnalyzerPlugin {
  /// `index` `[count, k]`: rows of the population, nearest first, ties by row; -1 past the last, with infinite distance.
  func neighbors(
    _ query: NeighborQuery, index: MutableTensorView<Int64>, distance: MutableTensorView<Float>, call: Call) throws
}

public protocol PlacesSamples: AnalyzerPlugin {
  /// `features` `[m, d]` into `xy` `[m, 2]`, without moving what is there.
  func place(_ features: TensorView<Float>, xy: MutableTensorView<Float>, call: Call) throws
}

/// An analyzer whose work can be kept for questions after the run.
public protocol PersistentAnalyzer: AnalyzerPlugin {
  /// Writes what `run` has made.
  func save(to stream: OutputStream, call: Call) throws
  /// Reads what `save` wrote, after `fit` of the same population.
  func load(from stream: InputStream, call: Call) throws
}

func analyzerTable(_ type: any AnalyzerPlugin.Type) -> UnsafeRawPointer {
  var table = leap_analyzer()
  table.struct_size = UInt32(MemoryLayout<leap_analyzer>.size)
  table.fit = { instance, call, population in
    serve((any AnalyzerPlugin).self, instance, call) { part, call in try part.fit(Population(population), call: call) }
  }
  table.column = { instance, call, i, out in
    serveItem((any AnalyzerPlugin).self, instance, call, i, out) { part, _ in part.columns.map(\.raw) }
  }
  table.run = { instance, call, columns, results in
    serve((any AnalyzerPlugin).self, instance, call) { part, call in
      guard let fitted = part.fitted else { throw PluginError(.state, "the analyzer was not fitted") }
      try part.run(columns: Table(raw: columns, count: fitted.count), results: Sink(raw: results), call: call)
    }
  }
  if type is any FindsNeighbors.Type {
    table.neighbors = { instance, call, query, index, distance in
      serve((any FindsNeighbors).self, instance, call) { part, call in
        let query = try neighborQuery(query, part.fitted)
        try part.neighbors(
          query, index: MutableTensorView(index, "index", [query.count, query.k]),
          distance: MutableTensorView(distance, "distance", [query.count, query.k]), call: call)
      }
    }
  }
  if type is any PlacesSamples.Type {
    table.place = { instance, call, features, xy in
      serve((any PlacesSamples).self, instance, call) { part, call in
        let features = try TensorView<Float>(features, "features", [nil, nil])
        try part.place(features, xy: MutableTensorView(xy, "xy", [features.shape[0], 2]), call: call)
      }
    }
  }
  if type is any PersistentAnalyzer.Type {
    table.save = { instance, call, stream in
      serve((any PersistentAnalyzer).self, instance, call) { part, call in
        try part.save(to: OutputStream(raw: stream), call: call)
      }
    }
    table.load = { instance, call, stream in
      serve((any PersistentAnalyzer).self, instance, call) { part, call in
        try part.load(from: InputStream(raw: stream), call: call)
      }
    }
  }
  return UnsafeRawPointer(immortal(table))
}

private func neighborQuery(_ raw: UnsafePointer<leap_query>?, _ fitted: (count: Int, dimensions: Int)?) throws -> NeighborQuery {
  guard let query = raw?.pointee else { throw PluginError(.argument, "the query is NULL") }
  guard let fitted else { throw PluginError(.state, "the analyzer was not fitted") }
  guard query.count >= 0, query.k > 0 else {
    throw PluginError(.argument, "\(query.count) queries for \(query.k) neighbors cannot be answered")
  }
  let count = Int(query.count)
  let seeds: NeighborQuery.Seeds
  if query.vectors != nil {
    seeds = .vectors(try TensorView(query.vectors, "vectors", [count, fitted.dimensions]))
  } else if let start = query.rows {
    let rows = UnsafeBufferPointer(start: start, count: count)
    for row in rows where row < 0 || row >= fitted.count {
      throw PluginError(.argument, "the population has no row \(row): it has \(fitted.count)")
    }
    seeds = .rows(rows)
  } else {
    throw PluginError(.argument, "the query has neither vectors nor rows")
  }
  return NeighborQuery(
    seeds: seeds, count: count, k: Int(query.k),
    allowed: query.allowed.map { UnsafeBufferPointer(start: $0, count: fitted.count) },
    metric: query.metric.map { String(cString: $0) })
}
