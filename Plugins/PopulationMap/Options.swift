import PluginKit

/// The options of the map, read.
struct Options {
  enum Method: String { case tsne, umap, pca }

  let method: Method
  /// Quality "fast", for t-SNE.
  let isFast: Bool
  let perplexity: Double
  let neighbors: Int
  let seed: UInt64
  /// Whether the training samples alone make the map and the others are placed in it.
  let fitsOnTraining: Bool

  init(_ options: JSON) throws {
    let name = try options.string("method")
    guard let method = Method(rawValue: name) else {
      throw PluginError(.argument, "there is no method '\(name)'; choose from tsne, umap, pca")
    }
    self.method = method
    isFast = try Self.choice(options, "quality", ["standard", "fast"]) == "fast"
    fitsOnTraining = try Self.choice(options, "fit_on", ["all", "training"]) == "training"
    perplexity = try options.double("perplexity")
    neighbors = try options.int("neighbors")
    let seed = try options.int("seed")
    guard perplexity >= 1, perplexity <= 300 else {
      throw PluginError(.argument, "option 'perplexity' is \(perplexity), and must be 1 to 300")
    }
    guard neighbors >= 2, neighbors <= 500 else {
      throw PluginError(.argument, "option 'neighbors' is \(neighbors), and must be 2 to 500")
    }
    guard seed >= 0 else { throw PluginError(.argument, "option 'seed' is \(seed), and must not be negative") }
    self.seed = UInt64(seed)
  }

  private static func choice(_ options: JSON, _ key: String, _ known: [String]) throws -> String {
    let value = try options.string(key)
    guard known.contains(value) else {
      throw PluginError(.argument, "option '\(key)' is '\(value)'; choose from \(known.joined(separator: ", "))")
    }
    return value
  }

  static let schema = """
    {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "method": {
          "type": "string", "enum": ["tsne", "umap", "pca"], "default": "tsne",
          "description": "t-SNE keeps neighbors together best; UMAP spreads groups; PCA is linear"
        },
        "quality": {
          "type": "string", "enum": ["standard", "fast"], "default": "standard",
          "description": "of t-SNE: fast leaves out weak affinities and takes fewer iterations"
        },
        "perplexity": {
          "type": "number", "default": 30, "minimum": 1, "maximum": 300,
          "description": "of t-SNE: how many neighbors a sample has, softly counted"
        },
        "neighbors": {
          "type": "integer", "default": 15, "minimum": 2, "maximum": 500, "description": "of UMAP: of each sample"
        },
        "seed": {"type": "integer", "default": 1, "minimum": 0},
        "fit_on": {
          "type": "string", "enum": ["all", "training"], "default": "all",
          "description": "the samples that make the map; the others are placed in it without moving it"
        }
      }
    }
    """
}
