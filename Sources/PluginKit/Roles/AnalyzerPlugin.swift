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
  /// What the subset of each sample is for, `[count]` raw values of `SubsetState`.
  public let states: UnsafeBufferPointer<UInt8>
  /// The host's own columns, and those of metadata, metrics and functions, all or as leap.yaml says; empty without
  /// `Traits.readsColumns`.
  public let columns: [PopulationColumn]
  /// What another analyzer has found for an analyzer that `WantsNeighbors`; see `neighbors(_:)`.
  let neighbors: SharedNeighbors?

  init(_ raw: UnsafePointer<leap_population>?) throws {
    guard let raw, raw.pointee.count >= 0 else { throw PluginError(.argument, "the population is NULL") }
    let n = Int(raw.pointee.count)
    count = n
    features = try TensorView(raw.pointee.features, "features", [n, nil])
    labels = try TensorView(raw.pointee.labels, "labels", [n])
    predictions = try TensorView(raw.pointee.predictions, "predictions", [n])
    logits = try TensorView(raw.pointee.logits, "logits", [n, nil])
    losses = try TensorView(raw.pointee.losses, "losses", [n])
    guard raw.pointee.state != nil || n == 0 else { throw PluginError(.argument, "the population has no states") }
    states = UnsafeBufferPointer(start: raw.pointee.state, count: n)
    columns = try populationColumns(raw, count: n)
    neighbors = try sharedNeighbors(raw, count: n)
  }
}

/// Role analyzer: works on the latent features of a population.
public protocol AnalyzerPlugin: Component {
  /// Takes the samples in. The population may be kept until the next `fit`.
  func fit(_ population: Population, call: Call) throws
  /// The size of the fitted population and of its vectors; nil before `fit`.
  var fitted: (count: Int, dimensions: Int)? { get }
  /// Columns that `run` fills.
  var columns: [Column] { get }
  /// Results for the whole population: columns, tensors (arrays of the run), insights, numbers, and "summary", a text that the
  /// host prints.
  func run(columns: Table, results: Sink, call: Call) throws
}

/// An analyzer that can place new samples on the map that it has made; the map stays as it is.
public protocol PlacesSamples: AnalyzerPlugin {
  /// Fills `xy` `[m, 2]` with places for `features` `[m, d]`, without moving what is there.
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
  addNeighborSharing(of: type, to: &table)
  return UnsafeRawPointer(immortal(table))
}
