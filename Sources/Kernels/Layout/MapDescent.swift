/// A t-SNE map on its way: places, their last steps and gains, and the graph that pulls them.
///
/// Gradient descent with momentum and a gain for each coordinate (Jacobs, "Increased rates of convergence through learning rate
/// adaptation", 1988), as in van der Maaten's implementation.
package final class MapDescent {
  /// What one step of the descent is made with.
  package struct Rates: Sendable {
    /// Factor on the pull of the graph.
    package var exaggeration: Float
    /// Factor on the gradient.
    package var learning: Float
    /// The share of the last step that is made again, 0 to 1.
    package var momentum: Float

    /// The properties of the same names.
    package init(exaggeration: Float, learning: Float, momentum: Float) {
      (self.exaggeration, self.learning, self.momentum) = (exaggeration, learning, momentum)
    }
  }

  /// How many samples there are.
  package let count: Int
  /// `[count]`: where samples are, in the order of memory; `map` has them in their own.
  package internal(set) var places: Buffer<SIMD2<Float>>
  private var next: Buffer<SIMD2<Float>>
  var steps: Buffer<SIMD2<Float>>
  var gains: Buffer<SIMD2<Float>>
  let forces: Buffer<SIMD2<Float>>
  /// The sample at each place.
  var order: Buffer<Int32>
  var graph: SparseRows
  var bounds: MapBounds
  let repulsion: any Repulsion
  let parallel: Parallel
  private let chunkBounds: Buffer<SIMD4<Float>>
  /// Longer steps are shortened to this.
  private let longest: Float = 5

  /// A map that begins at `start` `[n]`, pulled together by `graph` `[n, n]` and pushed apart by `repulsion`.
  package init(start: [SIMD2<Float>], graph: SparseRows, repulsion: any Repulsion, parallel: Parallel) {
    count = start.count
    places = Buffer(count)
    next = Buffer(count)
    steps = Buffer(count)
    gains = Buffer(count)
    forces = Buffer(count)
    order = Buffer(count)
    self.graph = graph
    self.repulsion = repulsion
    self.parallel = parallel
    chunkBounds = Buffer(chunks(of: count))
    for i in 0..<count {
      places.pointer[i] = start[i]
      order.pointer[i] = Int32(truncatingIfNeeded: i)
    }
    bounds = MapBounds(places.pointer, count: count)
    rest()
  }

  /// Forgets steps and gains.
  package func rest() {
    for i in 0..<count {
      steps.pointer[i] = .zero
      gains.pointer[i] = SIMD2(repeating: 1)
    }
  }

  /// One step of all samples, each from the places of the others before it.
  package func iterate(_ rates: Rates) {
    let z = repulsion.push(places.pointer, count: count, bounds: bounds, forces: forces.pointer, parallel: parallel)
    let share = Float(1 / z)
    parallel.run(chunks(of: count)) { self.move(chunk: $1, rates, share: share) }
    swap(&places, &next)
    bounds = .none
    for chunk in 0..<chunks(of: count) {
      bounds.add(chunkBounds.pointer[chunk].lowHalf)
      bounds.add(chunkBounds.pointer[chunk].highHalf)
    }
  }

  private func move(chunk: Int, _ rates: Rates, share: Float) {
    let (places, next, steps, gains) = (places.pointer, next.pointer, steps.pointer, gains.pointer)
    let forces = forces.pointer
    var bounds = MapBounds.none
    for i in chunkRange(chunk, of: count) {
      let pull = self.pull(i, places) * rates.exaggeration
      let gradient = pull + forces[i] * share
      let step = steps[i]
      // A gain grows while its coordinate goes on in one direction, and shrinks when it turns.
      let goesOn = (step .> 0) .!= (gradient .> 0)
      var gain = gains[i]
      gain = (gain * 0.8 + 0.01).replacing(with: gain + 0.2, where: goesOn)
      gains[i] = gain
      var move = step * rates.momentum - gain * gradient * rates.learning
      let square = move.x * move.x + move.y * move.y
      if square > longest * longest { move *= longest / square.squareRoot() }
      steps[i] = move
      let place = places[i] + move
      next[i] = place
      bounds.add(place)
    }
    chunkBounds.pointer[chunk] = SIMD4(lowHalf: bounds.low, highHalf: bounds.high)
  }

  /// Sum of p w (a - b) over the graph's row i, with w = 1 / (1 + |a - b|²).
  @inline(__always)
  func pull(_ i: Int, _ places: UnsafePointer<SIMD2<Float>>) -> SIMD2<Float> {
    let (columns, values) = (graph.columns.pointer, graph.values.pointer)
    let x = SIMD8(repeating: places[i].x), y = SIMD8(repeating: places[i].y)
    let one = SIMD8<Float>(repeating: 1)
    var fx = SIMD8<Float>.zero, fy = SIMD8<Float>.zero
    var slot = graph.starts.pointer[i]
    let end = graph.starts.pointer[i + 1]
    while slot < end {
      let other = gather8(places, columns + slot)
      let dx = x - other.x, dy = y - other.y
      let w = load8(values + slot) / one.addingProduct(dy, dy).addingProduct(dx, dx)
      fx.addProduct(w, dx)
      fy.addProduct(w, dy)
      slot += 8
    }
    return SIMD2(total(fx), total(fy))
  }

  /// Places in the order of samples.
  package var map: [SIMD2<Float>] {
    var result = [SIMD2<Float>](repeating: .zero, count: count)
    for i in 0..<count { result[Int(order.pointer[i])] = places.pointer[i] }
    return result
  }
}

/// The x and the y of eight places, which are read by their numbers.
@inline(__always)
func gather8(
  _ places: UnsafePointer<SIMD2<Float>>, _ n: UnsafePointer<Int32>
) -> (x: SIMD8<Float>, y: SIMD8<Float>) {
  let u = SIMD8(
    lowHalf: SIMD4(lowHalf: places[Int(n[0])], highHalf: places[Int(n[1])]),
    highHalf: SIMD4(lowHalf: places[Int(n[4])], highHalf: places[Int(n[5])]))
  let v = SIMD8(
    lowHalf: SIMD4(lowHalf: places[Int(n[2])], highHalf: places[Int(n[3])]),
    highHalf: SIMD4(lowHalf: places[Int(n[6])], highHalf: places[Int(n[7])]))
  return (
    SIMD8(u[0], u[2], v[0], v[2], u[4], u[6], v[4], v[6]), SIMD8(u[1], u[3], v[1], v[3], u[5], u[7], v[5], v[7])
  )
}
