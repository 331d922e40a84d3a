/// Which rows are meant: one flag a row.
public struct RowMask: Hashable, Sendable {
  public private(set) var flags: [Bool]
  public init(_ flags: [Bool]) { self.flags = flags }

  public static func everything(_ count: Int) -> RowMask { RowMask([Bool](repeating: true, count: count)) }

  /// A mask over `count` rows that has the given ones.
  /// - Parameter rows: in any order; those outside of `0..<count` are left out.
  public init(rows: some Sequence<Int>, of count: Int) {
    var flags = [Bool](repeating: false, count: count)
    for row in rows where flags.indices.contains(row) { flags[row] = true }
    self.flags = flags
  }

  /// The number of rows that are meant.
  public var count: Int { flags.reduce(0) { $0 + ($1 ? 1 : 0) } }

  /// The rows that are meant, from the first to the last.
  public var rows: [Int] { flags.indices.filter { flags[$0] } }

  /// Drops the rows that fail a test, and adds their number to `dropped`.
  mutating func keep(_ dropped: inout Int, where isKept: (Int) -> Bool) {
    for row in flags.indices where flags[row] && !isKept(row) {
      flags[row] = false
      dropped += 1
    }
  }
}
