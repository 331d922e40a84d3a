import Core
@testable import Analytics

/// The slow twin of a filter's mask: one row at a time, with nil for "neither true nor false".
struct FilterTwin {
  let table: ColumnTable

  func mask(_ filter: Filter) throws -> [Bool] {
    let filter = try filter.resolved(in: table)
    return try (0..<table.rowCount).map { try truth(filter, $0) == true }
  }

  private func truth(_ filter: Filter, _ row: Int) throws -> Bool? {
    func cell(_ name: String) throws -> ColumnValue? { try table.values(of: name)[row] }
    switch filter {
    case .holds(let name): return try cell(name).map { $0 == .bool(true) }
    case .compare(let name, let comparison, let operand):
      let other: ColumnValue? =
        switch operand {
        case .value(let value): value
        case .name(let name): try cell(name)
        }
      return compare(try cell(name), comparison, other)
    case .between(let name, let low, let high):
      return and([compare(try cell(name), .greaterOrEqual, low), compare(try cell(name), .lessOrEqual, high)])
    case .member(let name, let values):
      let parts = try values.map { compare(try cell(name), .equal, $0) }
      return and(parts.map { $0.map { !$0 } }).map { !$0 }
    case .missing(let name): return try cell(name) == nil
    case .selection(let name): return table.selections[name]?.flags[row]
    case .not(let part): return try truth(part, row).map { !$0 }
    case .all(let parts): return and(try parts.map { try truth($0, row) })
    case .any(let parts): return and(try parts.map { try truth($0, row).map { !$0 } }).map { !$0 }
    }
  }

  private func and(_ parts: [Bool?]) -> Bool? { parts.contains(false) ? false : parts.contains(nil) ? nil : true }

  private func compare(_ left: ColumnValue?, _ comparison: Filter.Comparison, _ right: ColumnValue?) -> Bool? {
    guard let left, let right else { return nil }
    func ordered<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
      switch comparison {
      case .equal: a == b
      case .notEqual: a != b
      case .less: a < b
      case .lessOrEqual: a <= b
      case .greater: a > b
      case .greaterOrEqual: a >= b
      }
    }
    switch (left, right) {
    case (.int64(let a), .int64(let b)): return ordered(a, b)
    case (.float64(let a), .int64(let b)): return ordered(a, Double(b))
    case (.int64(let a), .float64(let b)): return ordered(Double(a), b)
    case (.float64(let a), .float64(let b)): return ordered(a, b)
    case (.string(let a), .string(let b)): return ordered(a, b)
    case (.bool(let a), .bool(let b)): return comparison == .equal ? a == b : a != b
    default: return nil
    }
  }
}

/// Tables and filters at random, the same for the same seed.
struct RandomTables {
  var random: SeededRandom
  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[random.below(values.count)] }
  private mutating func some<Value>(_ count: Int, _ values: [Value]) -> [Value?] {
    (0..<count).map { _ in random.below(5) == 0 ? nil : pick(values) }
  }

  static let texts = ["training", "validation", "a \"b\" \\", "été", ""]
  static let names = ["label", "prediction", "loss", "my distance", "correct", "subset"]

  mutating func table(rows: Int) -> ColumnTable {
    var table = ColumnTable([
      ("label", .int64(some(rows, [0, 1, 2, 3, -4]))), ("prediction", .int64(some(rows, [0, 1, 2]))),
      ("loss", .float64(some(rows, [0, 0.5, 1, 2.25, .nan, .infinity, -1e300]))),
      ("my distance", .float64(some(rows, [0.5, 1, 3]))), ("correct", .bool(some(rows, [true, false]))),
      ("subset", .string(some(rows, Self.texts))),
    ])
    table.selections = ["closed fours": RowMask((0..<rows).map { _ in random.below(3) == 0 })]
    return table
  }

  mutating func filter(depth: Int) -> Filter {
    if depth > 0 {
      switch random.below(5) {
      case 0: return .not(filter(depth: depth - 1))
      case 1: return .all(of: (0...random.below(3)).map { _ in filter(depth: depth - 1) })
      case 2: return .any(of: (0...random.below(3)).map { _ in filter(depth: depth - 1) })
      default: break
      }
    }
    let number = pick(["label", "prediction", "loss", "my distance"])
    switch random.below(9) {
    case 0: return .holds("correct")
    case 1: return .missing(pick(Self.names))
    case 2: return .selection("closed fours")
    case 3: return .compare("subset", pick(Filter.Comparison.allCases), .value(.string(pick(Self.texts))))
    case 4: return .compare("correct", pick([.equal, .notEqual]), .value(.bool(pick([true, false]))))
    case 5: return .compare(number, pick(Filter.Comparison.allCases), .name(pick(["label", "loss", "my distance"])))
    case 6: return .between(number, self.number(), self.number())
    case 7: return .member(number, (0...random.below(3)).map { _ in self.number() })
    default: return .compare(number, pick(Filter.Comparison.allCases), .value(self.number()))
    }
  }

  private mutating func number() -> ColumnValue {
    pick([.int64(0), .int64(2), .int64(-4), .float64(0.5), .float64(2.25), .float64(-1e300), .float64(.leastNonzeroMagnitude)])
  }
}
