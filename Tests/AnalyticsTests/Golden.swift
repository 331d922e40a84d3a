import Core
import Foundation
import Analytics
import Testing

/// Figures of scikit-learn, SciPy and NumPy; Tests/Fixtures/metrics/make_golden.py made them.
struct Golden: Decodable {
  /// The agreement that we promise. Sums of a few hundred terms of size 1 differ by some 1e-14, series of the distributions by 1e-11.
  static let tolerance = 1e-9
  static let shared = Result { try read() }

  var classifications: [Classification]
  var table: Table
  var charts: [Chart]
  var correlations: [CorrelationCase]
  var distributions: Distributions

  struct Classification: Decodable, Sendable {
    var name: String
    var classes: Int
    var logits: [Float]
    var labels: [Int64?]
    var figures: [String: Double?]
    var losses: [String: [Double]]
    var confusion: [Int]
    var supports: [Int]
    var diagram: [Bin]
    var curves: [String: Curves]
    struct Bin: Decodable, Sendable { var bin: Int, n: Int, accuracy: Double, confidence: Double }
    struct Curves: Decodable, Sendable { var roc: [[Double?]], precision_recall: [[Double]] }

    var outcomes: Outcomes { get throws { try Outcomes(logits: logits, classes: classes, labels: labels) } }
  }

  struct Table: Decodable, Sendable {
    var distance: [Double?], loss: [Double?], label: [Int64?], prediction: [Int64?], correct: [Bool?], parity: [String?]
    var subset: [String?], steps: [Double?]

    var columns: ColumnTable {
      ColumnTable([
        ("subset", .string(subset)), ("label", .int64(label)), ("prediction", .int64(prediction)), ("correct", .bool(correct)),
        ("loss", .float64(loss)), ("distance", .float64(distance)), ("parity", .string(parity)), ("steps", .float64(steps)),
      ])
    }
  }

  struct Chart: Decodable, Sendable {
    var query: ChartQuery
    var groups: [Group]
    struct Group: Decodable, Sendable {
      var facet: JSONValue?, split: JSONValue?, x: JSONValue?
      var lower: Double?, upper: Double?
      var n: Int
      var value: Double?
      var interval: [Double]?
    }
  }

  struct CorrelationCase: Decodable, Sendable {
    var column: String, filter: String, n: Int
    var pearson: [Double?], spearman: [Double?]
  }

  struct Distributions: Decodable, Sendable { var student_quantiles: [[Double]], student_tails: [[Double]], betas: [[Double]] }

  private static func read() throws -> Golden {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: tests.appending(path: "Fixtures/metrics/golden.json")))
  }
}

/// Whether two figures are equal within the tolerance, relative to those above 1; nil is equal to nil alone.
func agree(_ a: Double?, _ b: Double?, _ tolerance: Double = Golden.tolerance) -> Bool {
  guard let a, let b else { return a == nil && b == nil }
  return abs(a - b) <= tolerance * max(1, abs(b))
}

extension ColumnValue {
  init?(_ json: JSONValue) {
    switch json {
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int64(value)
    case .double(let value): self = .float64(value)
    case .string(let value): self = .string(value)
    case .null, .array, .object: return nil
    }
  }
}
