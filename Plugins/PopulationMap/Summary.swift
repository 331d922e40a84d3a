import PluginKit

/// What a person is told of a finished map.
struct Summary {
  let options: Options
  /// Samples of the population, and those that made the map.
  let count: Int
  let madeOf: Int
  /// As far as the number of samples allowed.
  let perplexity: Double
  /// Neighbors of each sample that the layout used.
  let neighbors: Int
  let divergence: Double?
  /// Of an approximate index.
  let recall: Double?
  let trust: [Double?]

  var text: String {
    var head = "Population map: \(count) \(count == 1 ? "sample" : "samples"), "
    var notes: [String] = []
    switch options.method {
    case .pca: head += "PCA"
    case .umap:
      head += "UMAP, \(neighbors) \(neighbors == 1 ? "neighbor" : "neighbors")"
      if neighbors < options.neighbors, madeOf > 1 {
        notes.append("neighbors lowered from \(options.neighbors): the samples have no more")
      }
    case .tsne:
      head += "t-SNE\(options.isFast ? " (fast)" : ""), perplexity \(Decimals.fixed(perplexity, 1))"
      if perplexity < options.perplexity, madeOf > 1 {
        notes.append(
          "perplexity lowered from \(Decimals.fixed(options.perplexity, 1)): a sample needs three neighbors for each, and there "
            + "are \(madeOf - 1)")
      }
    }
    if madeOf < count { head += ", made of the \(madeOf) training samples" }
    var lines = [head] + notes.map { "  " + $0 }
    if let divergence, madeOf > 1 {
      let kept = options.isFast ? " from the affinities that fast mode keeps" : ""
      lines.append("  KL divergence \(Decimals.fixed(divergence, 4))\(kept)")
    }
    if let recall { lines.append("  neighbors through HNSW: \(Decimals.fixed(recall, 4)) of the true ones were found") }
    let known = trust.compactMap { $0 }
    if !known.isEmpty {
      let mean = known.reduce(0, +) / Double(known.count)
      lines.append("  mean trust \(Decimals.fixed(mean, 4)): share of the 10 nearest neighbors among the 30 nearest on the map")
    }
    return lines.joined(separator: "\n")
  }
}
