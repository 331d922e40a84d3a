import PluginKit

/// The options of the map, read.
struct Options {
  enum Method: String, CaseIterable { case tsne, umap, pca }
  enum Quality: String, CaseIterable { case standard, fast }
  /// The samples that make the map; the others are placed in it.
  enum Makers: String, CaseIterable { case all, training }

  private static let method = Option(
    "method", .choice(Method.self), default: .tsne,
    "t-SNE (van der Maaten & Hinton 2008) keeps neighbors together best; UMAP (McInnes et al. 2018) spreads groups; PCA is linear"
  )
  private static let quality = Option(
    "quality", .choice(Quality.self), default: .standard,
    "of t-SNE: `fast` leaves out weak affinities and takes fewer iterations")
  private static let perplexity = Option(
    "perplexity", .number(1...300), default: 30, "of t-SNE: how many neighbors a sample has, softly counted")
  private static let neighbors = Option("neighbors", .int(2...500), default: 15, "of UMAP: neighbors of each sample")
  private static let seed = Option("seed", .int(0...), default: 1, "of everything random")
  private static let fitOn = Option(
    "fit_on", .choice(Makers.self), default: .all,
    "the samples that make the map; the others are placed in it without moving it")

  static let table = OptionTable(method, quality, perplexity, neighbors, seed, fitOn)

  let method: Method
  /// Quality "fast", for t-SNE.
  let isFast: Bool
  let perplexity: Double
  let neighbors: Int
  let seed: UInt64
  /// Whether the training samples alone make the map and the others are placed in it.
  let fitsOnTraining: Bool

  init(_ options: OptionValues) {
    method = options[Self.method]
    isFast = options[Self.quality] == .fast
    perplexity = options[Self.perplexity]
    neighbors = options[Self.neighbors]
    seed = UInt64(options[Self.seed])
    fitsOnTraining = options[Self.fitOn] == .training
  }
}
