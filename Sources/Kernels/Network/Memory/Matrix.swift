/// Sizes of a weight matrix, and how it and its transpose are packed.
package struct MatrixShape: Sendable {
  /// Positions of the kernel: 9 for 3 x 3, 1 for a dense layer.
  package let taps: Int
  /// Input values a tap, padding included.
  package let inputs: Int
  /// Output values, padded to a multiple of 8.
  package let outputs: Int
  /// inputs, padded to a multiple of 8.
  package let transposedColumns: Int

  /// How the matrix lies in memory: rows (tap, input), columns outputs.
  package var packing: Packing { Packing(rows: taps * inputs, columns: outputs) }
  /// Rows (tap from the last to the first, output), columns inputs.
  package var transposedPacking: Packing { Packing(rows: taps * outputs, columns: transposedColumns) }
}

/// A packed weight matrix and, made when first asked for, the packed matrix that leads back from outputs to inputs.
package final class Matrix {
  /// The sizes of the matrix.
  package let shape: MatrixShape
  /// The packed values; the memory is that of a `ParameterStore`.
  package let values: UnsafeMutablePointer<Float>
  private var buffer: Buffer<Float>?
  private var madeFrom = 0

  /// A matrix over values that someone else owns and keeps.
  package init(_ shape: MatrixShape, _ values: UnsafeMutablePointer<Float>) {
    self.shape = shape
    self.values = values
  }

  /// The packed transpose, in memory of its own; it holds what `transposition` made last.
  package var transposed: UnsafeMutablePointer<Float> {
    if buffer == nil { buffer = Buffer(shape.transposedPacking.count) }
    return buffer!.pointer
  }

  /// Makes the transposed matrix for this version of the values; nothing if it is there already.
  func transposition(_ version: Int) -> [Units] {
    if buffer != nil, madeFrom == version { return [] }
    _ = transposed
    madeFrom = version
    return [Units((shape.transposedColumns + 15) / 16) { [self] _, unit in transpose(unit: unit) }]
  }

  /// Fills one block of 16 (or the last 8) columns of the transposed matrix.
  package func transpose(unit: Int) {
    let to = shape.transposedPacking, from = shape.packing
    let d = transposed
    let columns = unit * 16..<min(unit * 16 + 16, shape.inputs)
    for tap in 0..<shape.taps {
      let source = shape.taps - 1 - tap
      for o in 0..<shape.outputs {
        let row = d + to.index(tap * shape.outputs + o, unit * 16)
        let column = values + from.index(source * shape.inputs, o)
        let step = o < from.columns & ~15 ? 16 : 8
        for i in columns { row[i - unit * 16] = column[i * step] }
      }
    }
  }
}

/// Where element (row, column) of a weight matrix `[rows, columns]` lies: blocks of 16 columns, then one of 8.
package struct Packing: Sendable, Equatable {
  /// Rows of the matrix.
  package let rows: Int
  /// Columns of the matrix, a multiple of 8.
  package let columns: Int

  /// The packing of `[rows, columns]`.
  package init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// Floats of the packed matrix.
  package var count: Int { rows * columns }

  /// The place of an element in the packed matrix.
  @inline(__always)
  package func index(_ row: Int, _ column: Int) -> Int {
    let full = columns & ~15
    if column < full { return (column >> 4) * 16 * rows + row * 16 + (column & 15) }
    return full * rows + row * 8 + (column - full)
  }
}
