import Core

/// How two columns go together.
public struct Correlation: Hashable, Codable, Sendable {
  public struct Coefficient: Hashable, Codable, Sendable {
    /// The coefficient, from -1 to 1.
    public let r: Double
    /// The probability of an r this far from 0 or farther, were there no dependence (two-sided, by Student's t with n - 2 degrees).
    public let p: Double
  }

  /// Rows that have a finite value in both columns.
  public let n: Int
  /// The correlation of the values (Pearson 1895). nil for fewer than two rows, or where either column is constant.
  public let pearson: Coefficient?
  /// The correlation of the ranks, equal values having their mean rank (Spearman 1904).
  public let spearman: Coefficient?

  /// O(n log n). Bools count as 0 and 1.
  /// - Parameter mask: nil for all rows
  /// - Returns: nil where either column is text.
  public init?(_ a: ColumnValues, _ b: ColumnValues, mask: RowMask? = nil) {
    guard let a = a.numbers, let b = b.numbers else { return nil }
    var (x, y) = ([Double](), [Double]())
    for row in 0..<min(a.count, b.count) where (mask?.flags[row] ?? true) && a[row].isFinite && b[row].isFinite {
      x.append(a[row])
      y.append(b[row])
    }
    n = x.count
    pearson = Self.coefficient(x, y)
    spearman = Self.coefficient(ranks(x), ranks(y))
  }

  private static func coefficient(_ x: [Double], _ y: [Double]) -> Coefficient? {
    guard x.count > 1, let meanX = average(x), let meanY = average(y), x.contains(where: { $0 != x[0] }),
      y.contains(where: { $0 != y[0] })
    else { return nil }
    let (xx, yy, xy) = centeredProducts(x, y, means: (meanX, meanY))
    let r = min(1, max(-1, xy / xx.squareRoot() / yy.squareRoot()))
    // With two points, r is always 1 or -1.
    if x.count == 2 { return Coefficient(r: r, p: 1) }
    let degrees = Double(x.count - 2)
    if abs(r) == 1 { return Coefficient(r: r, p: 0) }
    return Coefficient(r: r, p: studentTail(r * (degrees / ((1 - r) * (1 + r))).squareRoot(), degrees: degrees))
  }
}

extension Correlation {
  /// How two columns of a table go together, over the rows that pass.
  /// - Throws: `LeapError` where either column is text or not there.
  public init(of x: String, _ y: String, in table: ColumnTable, filter: Filter? = nil) throws {
    let mask = try filter?.mask(over: table)
    guard let found = Correlation(try table.values(of: x), try table.values(of: y), mask: mask) else {
      throw LeapError(.usage, doing: "correlating", problem: "one of the columns is text", remedy: "choose columns of numbers")
    }
    self = found
  }
}

extension ColumnTable {
  /// Every other column of numbers or bools against `column`, the strongest by rank first; those without a coefficient come last.
  /// - Throws: `LeapError` when `column` is text or does not exist.
  public func correlations(with column: String, filter: Filter? = nil) throws -> [(column: String, correlation: Correlation)] {
    let target = try values(of: column)
    guard target.kind != .string else {
      throw LeapError(.usage, doing: "correlating '\(column)'", problem: "it is text", remedy: "choose a column of numbers")
    }
    let mask = try filter?.mask(over: self)
    var found: [(column: String, correlation: Correlation)] = []
    for other in columns where other.name != column && other.kind != .string {
      guard let correlation = Correlation(try values(of: other.name), target, mask: mask) else { continue }
      found.append((other.name, correlation))
    }
    func strength(_ item: (column: String, correlation: Correlation)) -> Double {
      item.correlation.spearman.map { abs($0.r) } ?? -1
    }
    // Stable, since equal strengths keep the order of columns.
    return found.enumerated().sorted { (strength($0.element), $1.offset) > (strength($1.element), $0.offset) }.map(\.element)
  }
}
