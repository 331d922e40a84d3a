import Kernels
import PluginKit

/// A finished map and what placing new samples in it takes.
final class MadeMap {
  /// Those that made it.
  let samples: Samples
  let components: PrincipalComponents
  let places: [SIMD2<Float>]
  /// Of the samples; built when it is first asked for, as a map that was loaded may never need it.
  private var index: NeighborIndex?

  init(samples: Samples, components: PrincipalComponents, places: [SIMD2<Float>]) {
    (self.samples, self.components, self.places) = (samples, components, places)
  }

  /// Places of `[count, d]` finite vectors; the map stays as it is.
  func place(
    _ vectors: UnsafePointer<Float>, count: Int, _ method: Options.Method, parallel: Parallel, progress: () throws -> Void
  ) throws -> [SIMD2<Float>] {
    var result = [SIMD2<Float>](repeating: .zero, count: count)
    guard count > 0, samples.count > 0 else { return result }
    if method == .pca {
      result.withUnsafeMutableBufferPointer {
        components.project(vectors, count: count, parallel: parallel, to: $0.baseAddress!)
      }
      return result
    }
    let index = self.index ?? samples.index(parallel)
    self.index = index
    let near = try Neighbors.search(
      index, vectors, count: count, k: min(samples.count, Placement.neighbors), parallel: parallel, progress: progress)
    result.withUnsafeMutableBufferPointer { result in
      near.withValues { ids, distances in
        Placement.place(
          in: places, width: method == .umap ? Placement.widthOfUMAP : Placement.widthOfTSNE, neighbors: ids,
          distances: distances, count: count, k: near.k, parallel: parallel, to: result.baseAddress!)
      }
    }
    return result
  }
}
