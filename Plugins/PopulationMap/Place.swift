import Kernels
import PluginKit

extension PopulationMap {
  /// New samples go where their nearest neighbors are (see `Placement`), or along the principal axes; nothing else moves.
  func place(_ features: TensorView<Float>, xy: MutableTensorView<Float>, call: Call) throws {
    guard let made, let fitted else { throw PluginError(.state, "there is no map yet to place samples in: run comes first") }
    guard features.shape[1] == fitted.dimensions else {
      throw PluginError(
        .argument, "the samples have \(features.shape[1]) features, those of the map \(fitted.dimensions)")
    }
    guard features.shape[0] > 0 else { return }
    guard made.samples.count > 0 else { throw PluginError(.state, "the map has no samples to place others by") }
    if let i = FloatArray.firstNonFinite(features.values) {
      let (row, feature) = i.quotientAndRemainder(dividingBy: features.shape[1])
      throw PluginError(.argument, "row \(row) cannot be placed: feature \(feature) is \(features.values[i])")
    }
    let parallel = Parallel(lanes: call.lanes, run: call.parallel)
    let places = try made.place(
      features.values.baseAddress ?? Samples.nowhere(), count: features.shape[0], options.method, parallel: parallel
    ) { try call.progress(0, of: 0) }
    for (i, place) in places.enumerated() {
      xy.values[2 * i] = place.x
      xy.values[2 * i + 1] = place.y
    }
  }
}
