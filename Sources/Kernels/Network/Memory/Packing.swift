/// Where element (row, column) of a weight matrix `[rows, columns]` lies: blocks of 16 columns, then one of 8.
package struct Packing: Sendable, Equatable {
  package let rows: Int
  /// A multiple of 8.
  package let columns: Int

  package init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  package var count: Int { rows * columns }

  @inline(__always)
  package func index(_ row: Int, _ column: Int) -> Int {
    let full = columns & ~15
    if column < full { return (column >> 4) * 16 * rows + row * 16 + (column & 15) }
    return full * rows + row * 8 + (column - full)
  }
}
