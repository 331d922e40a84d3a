import Kernels
import PluginKit

/// A finished map and what placing new samples in it takes.
struct MadeMap {
  /// Those that made it.
  let samples: Samples
  let index: NeighborIndex
  let components: PrincipalComponents
  var places: [SIMD2<Float>]
  let neighbors: Neighbors
  /// As far as the number of samples allowed.
  let perplexity: Double
  /// Neighbors of each sample that the layout used.
  let used: Int
  var divergence: Double?

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
    let near = try Neighbors.search(
      index, vectors, count: count, k: min(samples.count, Placement.neighbors), parallel: parallel
    ) { _ in try progress() }
    result.withUnsafeMutableBufferPointer {
      Placement.place(
        in: places, width: method == .umap ? Placement.widthOfUMAP : Placement.widthOfTSNE, neighbors: near.ids,
        distances: near.distances, count: count, k: near.k, parallel: parallel,
        to: $0.baseAddress!)
    }
    return result
  }

  func summary(of n: Int, trust: [Double?], _ options: Options) -> String {
    var head = "Population map: \(n) \(n == 1 ? "sample" : "samples"), "
    var notes: [String] = []
    switch options.method {
    case .pca: head += "PCA"
    case .umap:
      head += "UMAP, \(used) \(used == 1 ? "neighbor" : "neighbors")"
      if used < options.neighbors, samples.count > 1 {
        notes.append("neighbors lowered from \(options.neighbors): the samples have no more")
      }
    case .tsne:
      head += "t-SNE\(options.isFast ? " (fast)" : ""), perplexity \(Self.decimals(perplexity, 1))"
      if perplexity < options.perplexity, samples.count > 1 {
        notes.append(
          "perplexity lowered from \(Self.decimals(options.perplexity, 1)): a sample needs three neighbors for each, and there "
            + "are \(samples.count - 1)")
      }
    }
    if samples.count < n { head += ", made of the \(samples.count) training samples" }
    var lines = [head] + notes.map { "  " + $0 }
    if let divergence, samples.count > 1 {
      let kept = options.isFast ? " from the affinities that fast mode keeps" : ""
      lines.append("  KL divergence \(Self.decimals(divergence, 4))\(kept)")
    }
    let known = trust.compactMap { $0 }
    if !known.isEmpty {
      let mean = known.reduce(0, +) / Double(known.count)
      lines.append("  mean trust \(Self.decimals(mean, 4)): share of the 10 nearest neighbors among the 30 nearest on the map")
    }
    return lines.joined(separator: "\n")
  }

  private static func decimals(_ value: Double, _ places: Int) -> String {
    let unit = places == 1 ? 10 : 10_000
    let whole = Int((abs(value) * Double(unit)).rounded())
    let digits = String(whole % unit)
    let sign = value < 0 && whole > 0 ? "-" : ""
    return "\(sign)\(whole / unit)." + String(repeating: "0", count: places - digits.count) + digits
  }
}
