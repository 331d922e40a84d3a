extension OptionForm where Value == Int {
  /// A whole number of a range, e.g. `.int(1...1000)`; within ±2^53, which JSON keeps exact.
  public static func int(_ range: ClosedRange<Int>) -> Self {
    int(NumberBounds(least: Double(range.lowerBound), most: Double(range.upperBound)))
  }

  /// A whole number that is at least so large, e.g. `.int(0...)`.
  public static func int(_ range: PartialRangeFrom<Int>) -> Self { int(NumberBounds(least: Double(range.lowerBound))) }

  private static func int(_ bounds: NumberBounds) -> Self {
    Self(bounds.keywords(type: "integer"), "a whole number\(bounds.words)") { json in
      json.int.flatMap { bounds.contains(Double($0)) ? $0 : nil }
    }
  }
}

extension OptionForm where Value == Double {
  /// A number of a range, e.g. `.number(0...1)`.
  public static func number(_ range: ClosedRange<Double>) -> Self {
    number(NumberBounds(least: range.lowerBound, most: range.upperBound))
  }

  /// A number of a range without its upper end, e.g. `.number(0..<1)`.
  public static func number(_ range: Range<Double>) -> Self {
    number(NumberBounds(least: range.lowerBound, below: range.upperBound))
  }

  /// A number that is at least so large, e.g. `.number(0...)`.
  public static func number(_ range: PartialRangeFrom<Double>) -> Self { number(NumberBounds(least: range.lowerBound)) }

  /// A number that is larger than `bound`, and no larger than `most`.
  public static func number(above bound: Double, through most: Double? = nil) -> Self {
    number(NumberBounds(above: bound, most: most))
  }

  private static func number(_ bounds: NumberBounds) -> Self {
    Self(bounds.keywords(type: "number"), "a number\(bounds.words)") { json in
      json.double.flatMap { bounds.contains($0) ? $0 : nil }
    }
  }
}

/// The range of a number; nil where it has no end.
private struct NumberBounds: Sendable {
  var least: Double?
  var above: Double?
  var most: Double?
  var below: Double?

  func contains(_ value: Double) -> Bool {
    value >= least ?? value && value > above ?? -.infinity && value <= most ?? value && value < below ?? .infinity
  }

  func keywords(type: String) -> [String: JSON] {
    var keywords: [String: JSON] = ["type": .string(type)]
    keywords["minimum"] = least.map(JSON.number)
    keywords["exclusiveMinimum"] = above.map(JSON.number)
    keywords["maximum"] = most.map(JSON.number)
    keywords["exclusiveMaximum"] = below.map(JSON.number)
    return keywords
  }

  /// The range in words: " from 1 to 1000", " above 0", " from 0, below 1".
  var words: String {
    func text(_ before: String, _ bound: Double?) -> String { bound.map { before + JSON.number($0).text } ?? "" }
    return text(" from ", least) + text(" above ", above) + text(" to ", most) + text(", below ", below)
  }
}
