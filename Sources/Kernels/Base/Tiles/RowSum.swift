/// to[c] (+)= sum over rows of g[row, c]; width is a multiple of 8.
func addRows(_ g: UnsafePointer<Float>, count: Int, width: Int, to: UnsafeMutablePointer<Float>, adding: Bool) {
  var c = 0
  // Four sums side by side, so that none waits for itself.
  while c + 32 <= width {
    addRows(Twice<Twice<SIMD8<Float>>>.self, g + c, count, width, to + c, adding)
    c += 32
  }
  while c < width {
    addRows(SIMD8<Float>.self, g + c, count, width, to + c, adding)
    c += 8
  }
}

@inline(__always)
private func addRows<S: Stretch>(
  _: S.Type, _ g: UnsafePointer<Float>, _ count: Int, _ width: Int, _ to: UnsafeMutablePointer<Float>, _ adding: Bool
) {
  let one = SIMD8<Float>(repeating: 1)
  var sum = S.zero
  for row in 0..<count { sum = sum.adding(S.load(g + row * width), one) }
  if adding { sum = sum.adding(S.load(to), one) }
  sum.store(to)
}
