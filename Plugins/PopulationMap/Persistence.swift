import PluginKit

/// A finished map is kept with its run, so that samples can be placed in it later.
extension PopulationMap: PersistentAnalyzer {
  func save(to stream: OutputStream, call: Call) throws {
    guard let made else { throw PluginError(.state, "there is no map yet to keep: run comes first") }
    try stream.write(
      MapState(method: options.method, components: made.components, places: made.places, features: made.samples.checksum).bytes)
  }

  /// - Throws: `.data` for a map that is cut short, altered, or of other samples; there is no map then.
  func load(from stream: InputStream, call: Call) throws {
    guard let population else { throw PluginError(.state, "the analyzer was not fitted") }
    made = nil
    let samples = Samples(population.features, mapRows(of: population))
    let size = MapState.size(count: samples.count, dimensions: samples.dimensions)
    // One byte more, so that what is too long is told from what is right.
    let state = try MapState(stream.readAll(limit: size + 1), count: samples.count, dimensions: samples.dimensions)
    guard state.method == options.method else {
      throw PluginError(
        .data,
        "the kept map was made by method \(state.method.rawValue), not \(options.method.rawValue); it has to be made again")
    }
    guard state.features == samples.checksum else {
      throw PluginError(.data, "the kept map is of samples with other features; it has to be made again")
    }
    made = MadeMap(samples: samples, components: state.components, places: state.places)
  }
}
