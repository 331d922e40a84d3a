extension Mesh {
  /// The kernel is even, so its transform is real; transforming rows and then columns of a quarter is enough.
  func buildKernel(_ parallel: Parallel) {
    let (g, length, h) = (side, plan.length, size.spacing)
    let stride = g + 8
    let rows = Buffer<Float>(g / 8 * stride * 8)
    parallel.run(g / 8 + 1) { lane, unit in
      let a = self.scratch[lane].pointer
      let b = a + 2 * length
      let input = b + 2 * length
      let dy = (SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7) + Float(unit * 8)) * h
      for x in 0..<length {
        let dx = Float(x < g ? x : length - x) * h
        let square = (dy * dy).addingProduct(SIMD8(repeating: dx), SIMD8(repeating: dx))
        input[2 * x] = self.shifted ? 0 - square / (square + 1) : SIMD8(repeating: 1) / (square + 1)
        input[2 * x + 1] = .zero
      }
      let z = UnsafeRawPointer(self.plan.forward(input, a, b)).assumingMemoryBound(to: Float.self)
      for k in Swift.stride(from: 0, to: g, by: 8) {
        Block8(z + 16 * k, step: 16).transposed.store(rows.pointer + (k / 8 * stride + unit * 8) * 8, step: 8)
      }
    }
    let damping = (0..<length).map { SplineWeights.damping($0, of: length) }
    parallel.run(g / 8) { lane, block in
      let a = self.scratch[lane].pointer
      let b = a + 2 * length
      let input = b + 2 * length
      for y in 0..<length {
        input[2 * y] = load8(rows.pointer + (block * stride + (y <= g ? y : length - y)) * 8)
        input[2 * y + 1] = .zero
      }
      let z = self.plan.forward(input, a, b)
      for y in 0..<length {
        for l in 0..<8 {
          let factor = damping[y] * damping[block * 8 + l]
          self.kernel.pointer[(block * length + y) * 8 + l] =
            Float(Double(z[2 * y][l]) / (factor * factor * Double(length) * Double(length)))
        }
      }
    }
  }
}
