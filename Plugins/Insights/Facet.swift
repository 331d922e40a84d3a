import Kernels
import PluginKit

/// A column cut into a few values or ranges.
struct Facet {
  let name: String
  /// `[n]`: number of the bin, -1 where the value is missing.
  let bins: [Int16]
  /// How each bin reads: "holes = 1", "brightness > 0.21".
  let phrases: [String]
  /// The same without the name: "1", "> 0.21".
  let values: [String]
  /// Whether a bin is one value and not a range.
  let isDiscrete: Bool

  static let most = 24
  private static let parts = 5

  init(_ name: String, _ bins: [Int16], values: [String], isDiscrete: Bool) {
    self.name = name
    self.bins = bins
    self.values = values
    self.isDiscrete = isDiscrete
    phrases = values.map { isDiscrete ? "\(name) = \($0)" : "\(name) \($0)" }
  }

  /// One bin for each number that occurs; nil for fewer than two.
  init?(_ name: String, _ numbers: [Int?], names: [String]) {
    let known = Set(numbers.compactMap { $0 }).sorted()
    guard known.count > 1, known.count <= Int(Int16.max) else { return nil }
    let bin = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, Int16($0)) })
    self.init(name, numbers.map { $0.map { bin[$0]! } ?? -1 }, values: known.map { names[$0] }, isDiscrete: true)
  }

  /// Nil for a column that says nothing: no two different values, or more words than can be told.
  init?(_ column: PopulationColumn, count: Int) {
    switch column.values {
    case .bool(let values):
      self.init(column, (0..<count).map { column.isPresent($0) ? Int(values[$0]) : nil }, names: ["false", "true"])
    case .string(let numbers, let words):
      guard words.count <= Self.most else { return nil }
      self.init(column, (0..<count).map { column.isPresent($0) ? Int(numbers[$0]) : nil }, names: words)
    case .int64(let values):
      let present = (0..<count).map { column.isPresent($0) ? values[$0] : nil }
      let known = Set(present.compactMap { $0 })
      if known.count <= Self.most {
        let sorted = known.sorted()
        let number = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        self.init(column, present.map { $0.map { number[$0]! } }, names: sorted.map { "\($0)" })
      } else {
        self.init(column, present.map { $0.map(Double.init) })
      }
    case .float64(let values):
      self.init(column, (0..<count).map { column.isPresent($0) && values[$0].isFinite ? values[$0] : nil })
    }
  }

  private init?(_ column: PopulationColumn, _ numbers: [Int?], names: [String]) {
    self.init(column.name, numbers, names: names)
  }

  /// Five ranges that hold equally many samples, or as near as equal values allow.
  private init?(_ column: PopulationColumn, _ numbers: [Double?]) {
    let sorted = numbers.compactMap { $0 }.sorted()
    guard let first = sorted.first, let last = sorted.last, first < last else { return nil }
    var cuts: [Double] = []
    for part in 1..<Self.parts {
      let cut = sorted[(sorted.count * part / Self.parts)]
      if cut < last, cut != cuts.last { cuts.append(cut) }
    }
    if cuts.isEmpty { cuts = [first] }
    let names = (0...cuts.count).map { i in
      i == 0
        ? "<= \(Decimals.short(cuts[0]))"
        : i == cuts.count
          ? "> \(Decimals.short(cuts[i - 1]))" : "\(Decimals.short(cuts[i - 1])) to \(Decimals.short(cuts[i]))"
    }
    let bins = numbers.map { value in value.map { value in Int16(cuts.count { $0 < value }) } ?? -1 }
    self.init(column.name, bins, values: names, isDiscrete: false)
  }

  /// Whether both cut the samples alike, but for one in a thousand.
  func says(theSameAs other: Facet) -> Bool {
    guard values.count == other.values.count, isDiscrete == other.isDiscrete else { return false }
    var left = bins.count / 1000
    for (a, b) in zip(bins, other.bins) where a != b {
      left -= 1
      if left < 0 { return false }
    }
    return true
  }
}
