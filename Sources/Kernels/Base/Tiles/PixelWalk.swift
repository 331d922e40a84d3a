/// Visits the output pixels row by row.
struct PixelWalk {
  let width: Int
  let step: Int
  let rowJump: Int
  var pixel = -1
  var column = -1
  var offset: Int

  @inline(__always)
  init(_ s: SlidingProduct) {
    width = s.width
    step = s.sourceStep
    rowJump = s.sourceRow - (s.width - 1) * s.sourceStep
    offset = -s.sourceStep
  }

  @inline(__always)
  mutating func next() -> (pixel: Int, offset: Int) {
    pixel += 1
    column += 1
    if column == width {
      column = 0
      offset += rowJump
    } else {
      offset += step
    }
    return (pixel, offset)
  }
}

/// How many rows a tile has, as a type: each has a loop of its own, which a constant argument does not achieve where the optimizer
/// has inlined enough.
protocol RowCount { static var rows: Int { get } }
enum Rows1: RowCount { static var rows: Int { 1 } }
enum Rows2: RowCount { static var rows: Int { 2 } }
enum Rows3: RowCount { static var rows: Int { 3 } }
enum Rows4: RowCount { static var rows: Int { 4 } }
enum Rows5: RowCount { static var rows: Int { 5 } }
enum Rows6: RowCount { static var rows: Int { 6 } }

/// The size of the largest part when `count` is cut into as few equal parts as may be.
@inline(__always)
func equalShare(of count: Int, atMost most: Int) -> Int {
  let parts = max(1, (count + most - 1) / most)
  return (count + parts - 1) / parts
}
