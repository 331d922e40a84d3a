import PluginKit

/// The options, read.
struct Options {
  let seed: UInt64
  let neighbors: Int
  let clusters: Int
  let folds: Int
  let findings: Int
  let planted: Double
  let falseDiscoveries: Double
  let minimum: Int
  let nearDuplicate: Double
  let outliers: Double
  let candidates: Int

  init(_ options: JSON) throws {
    func int(_ key: String, _ range: ClosedRange<Int>) throws -> Int {
      let value = try options.int(key)
      guard range.contains(value) else {
        throw PluginError(.argument, "option '\(key)' is \(value), and must be \(range.lowerBound) to \(range.upperBound)")
      }
      return value
    }
    func share(_ key: String, _ range: ClosedRange<Double>) throws -> Double {
      let value = try options.double(key)
      guard range.contains(value) else {
        throw PluginError(.argument, "option '\(key)' is \(value), and must be \(range.lowerBound) to \(range.upperBound)")
      }
      return value
    }
    seed = UInt64(try int("seed", 0...(1 << 53)))
    neighbors = try int("neighbors", 2...100)
    clusters = try int("clusters", 1...200)
    folds = try int("folds", 2...20)
    findings = try int("findings", 1...10)
    planted = try share("planted", 0.001...0.2)
    falseDiscoveries = try share("false_discoveries", 0.0001...0.5)
    minimum = try int("minimum", 5...1_000_000)
    nearDuplicate = try share("near_duplicate", 0...0.9)
    outliers = try share("outliers", 0.0001...0.1)
    candidates = try int("candidates", 1...10_000)
  }

  static let schema = """
    {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "seed": {"type": "integer", "default": 1, "minimum": 0},
        "neighbors": {
          "type": "integer", "default": 10, "minimum": 2, "maximum": 100, "description": "of each sample, in the space of features"
        },
        "clusters": {
          "type": "integer", "default": 24, "minimum": 1, "maximum": 200, "description": "groups of k-means"
        },
        "folds": {
          "type": "integer", "default": 5, "minimum": 2, "maximum": 20,
          "description": "parts of the samples that a linear model is fitted without, to judge their labels"
        },
        "findings": {"type": "integer", "default": 10, "minimum": 1, "maximum": 10, "description": "of each kind, at most"},
        "planted": {
          "type": "number", "default": 0.01, "minimum": 0.001, "maximum": 0.2,
          "description": "share of labels that are made wrong inside the analysis, to measure how many are found; 50 at least"
        },
        "false_discoveries": {
          "type": "number", "default": 0.05, "minimum": 0.0001, "maximum": 0.5,
          "description": "expected share of groups that are reported by chance"
        },
        "minimum": {"type": "integer", "default": 20, "minimum": 5, "description": "samples of a group, at least"},
        "near_duplicate": {
          "type": "number", "default": 0.1, "minimum": 0, "maximum": 0.9,
          "description": "near duplicates are nearer than this part of the distance to the last neighbor of either"
        },
        "outliers": {
          "type": "number", "default": 0.001, "minimum": 0.0001, "maximum": 0.1,
          "description": "share of training samples that would count as out of distribution"
        },
        "candidates": {"type": "integer", "default": 50, "minimum": 1, "maximum": 10000, "description": "samples to label next"}
      }
    }
    """
}
