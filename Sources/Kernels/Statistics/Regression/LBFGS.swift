/// Minimizes a smooth convex function of many variables.
///
/// Limited-memory BFGS (Nocedal, Wright, "Numerical Optimization" (2006), algorithm 7.5) with steps halved until the value
/// falls enough (Armijo).
package struct LBFGS: Sendable {
  /// How many steps are taken at most.
  package var steps: Int
  /// The search ends when a step lowers the value by less than this part of it.
  package var tolerance: Double
  private static let memory = 10

  /// The properties of the same names.
  package init(steps: Int, tolerance: Double) {
    self.steps = steps
    self.tolerance = tolerance
  }

  /// - Parameter function: the value at a point; fills the gradient. What it throws ends the search.
  package func minimize(
    from start: [Double], _ function: (_ point: [Double], _ gradient: inout [Double]) throws -> Double
  ) rethrows -> [Double] {
    var point = start
    var gradient = [Double](repeating: 0, count: start.count)
    var value = try function(point, &gradient)
    var pairs: [(s: [Double], y: [Double], rho: Double)] = []
    var next = gradient
    for step in 0..<steps {
      let direction = Self.direction(gradient, pairs)
      let slope = Self.dot(direction, gradient)
      guard slope < 0 else { break }
      // Nothing is known of the scale before the first step.
      var length = step == 0 ? min(1, 1 / (-slope).squareRoot()) : 1
      var (trial, reached) = (point, value)
      var halvings = 0
      while true {
        for i in point.indices { trial[i] = point[i] + length * direction[i] }
        reached = try function(trial, &next)
        if reached <= value + 1e-4 * length * slope || halvings == 30 { break }
        length /= 2
        halvings += 1
      }
      guard reached < value else { break }
      let s = zip(trial, point).map { $0 - $1 }
      let y = zip(next, gradient).map { $0 - $1 }
      let curvature = Self.dot(s, y)
      if curvature > 1e-12 * Self.dot(y, y) {
        pairs.append((s, y, 1 / curvature))
        if pairs.count > Self.memory { pairs.removeFirst() }
      }
      let gain = value - reached
      (point, value, gradient) = (trial, reached, next)
      if gain <= tolerance * abs(value) { break }
    }
    return point
  }

  /// The two-loop recursion.
  private static func direction(_ gradient: [Double], _ pairs: [(s: [Double], y: [Double], rho: Double)]) -> [Double] {
    var q = gradient.map { -$0 }
    var alphas = [Double](repeating: 0, count: pairs.count)
    for i in pairs.indices.reversed() {
      alphas[i] = pairs[i].rho * dot(pairs[i].s, q)
      for j in q.indices { q[j] -= alphas[i] * pairs[i].y[j] }
    }
    if let last = pairs.last {
      let scale = 1 / (last.rho * dot(last.y, last.y))
      for j in q.indices { q[j] *= scale }
    }
    for i in pairs.indices {
      let beta = pairs[i].rho * dot(pairs[i].y, q)
      for j in q.indices { q[j] += (alphas[i] - beta) * pairs[i].s[j] }
    }
    return q
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }
}
