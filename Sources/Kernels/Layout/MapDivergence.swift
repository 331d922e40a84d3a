extension MapDescent {
  /// The gradient of the divergence (without its factor of 4), in the order of samples.
  package func gradient(exaggeration: Float) -> [SIMD2<Float>] {
    let z = repulsion.push(places.pointer, count: count, bounds: bounds, forces: forces.pointer, parallel: parallel)
    var result = [SIMD2<Float>](repeating: .zero, count: count)
    for i in 0..<count {
      result[Int(order.pointer[i])] = pull(i, places.pointer) * exaggeration + forces.pointer[i] * Float(1 / z)
    }
    return result
  }

  /// Kullback-Leibler divergence of the map's affinities from the graph's: sum of p log(p / q).
  package func divergence() -> Double {
    let z = repulsion.push(places.pointer, count: count, bounds: bounds, forces: forces.pointer, parallel: parallel)
    let parts = Buffer<Double>(chunks(of: count))
    let (places, graph, count) = (places.pointer, graph, count)
    parallel.run(chunks(of: count)) { _, chunk in
      var sum = 0.0
      for i in chunkRange(chunk, of: count) {
        let x = SIMD8(repeating: places[i].x), y = SIMD8(repeating: places[i].y)
        for slot in stride(from: graph.starts.pointer[i], to: graph.starts.pointer[i + 1], by: 8) {
          let other = gather8(places, graph.columns.pointer + slot)
          let dx = x - other.x, dy = y - other.y
          let p = load8(graph.values.pointer + slot)
          // p log2(p) is 0 where p is.
          let positive = p.replacing(with: 1e-30, where: p .< 1e-30)
          let square = SIMD8<Float>(repeating: 1).addingProduct(dx, dx).addingProduct(dy, dy)
          sum += Double(total(p * (log2Lanes(positive) + log2Lanes(square))))
        }
      }
      parts.pointer[chunk] = sum
    }
    let sum = (0..<chunks(of: count)).reduce(0) { $0 + parts.pointer[$1] }
    return sum * 0.6931471805599453 + logarithm(z)
  }
}
