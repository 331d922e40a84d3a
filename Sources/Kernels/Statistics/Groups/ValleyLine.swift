/// A line through a cloud of points, from the center of most of them to that of a group, and the emptiest place in between.
///
/// Groups to begin with are the clusters of k-means, for 2 to 8 clusters: a small group that stands apart is one of several where
/// two clusters would halve the large one. From each, the line that tells the group best from all others (Fisher 1936) and the parts
/// on both sides of its gap are sought in turn. The line with the deepest gap is the choice.
struct ValleyLine {
  private let origin: SIMD16<Float>
  private let axis: SIMD16<Float>
  /// Where the gap is: 0 is the center of most points, 1 that of the group.
  let gap: Float
  /// 1 - points in the gap / points around the less crowded center; below 0 where there is no gap.
  let depth: Double

  private static let mostClusters = 8
  private static let turns = 4
  /// Points of a group, and of a window around a center, at least.
  private static let least = 10
  /// The width of a window, in units of the distance of the centers.
  private static let width: Float = 0.2

  func place(_ point: SIMD16<Float>) -> Float { ((point - origin) * axis).sum() }

  static func count(_ places: [Float], around center: Float) -> Int { places.count { abs($0 - center) <= width / 2 } }

  /// - Parameter points: coordinates along axes that are not correlated, the unused ones 0.
  /// - Returns: nil where no group is large enough, or all points are equal.
  static func deepest(of points: [SIMD16<Float>], seed: UInt64, parallel: Parallel) -> ValleyLine? {
    guard let weights = weights(points) else { return nil }
    var groups: [[Bool]] = []
    for clusters in 2...mostClusters {
      let found = KMeans(points, clusters: clusters, seed: seed, parallel: parallel)
      for c in found.centers.indices { groups.append(found.assignment.map { $0 == Int32(c) }) }
    }
    var lines = [ValleyLine?](repeating: nil, count: groups.count)
    lines.withUnsafeMutableBufferPointer { lines in
      // The threads write disjoint elements, and run returns when all are done.
      nonisolated(unsafe) let lines = lines
      parallel.run(groups.count) { _, unit in lines[unit] = deepest(from: groups[unit], points, weights) }
    }
    return lines.compactMap { $0 }.max { $0.depth < $1.depth }
  }

  /// For each coordinate 1 / variance: with it, the difference of two centers is Fisher's direction. A little is added to each
  /// variance, so that a direction in which nothing varies is not all that counts.
  private static func weights(_ points: [SIMD16<Float>]) -> SIMD16<Float>? {
    let n = Double(points.count)
    let mean = points.reduce(into: SIMD16<Double>.zero) { $0 += SIMD16<Double>($1) } / n
    let variance =
      points.reduce(into: SIMD16<Double>.zero) { sum, point in
        let d = SIMD16<Double>(point) - mean
        sum += d * d
      } / n
    guard variance.sum() > 0 else { return nil }
    return SIMD16<Float>(1 / (variance + variance.sum() / 16_000))
  }

  /// From a group: the line, the parts on its sides, the line between these, and so on; the best of all turns.
  private static func deepest(
    from group: [Bool], _ points: [SIMD16<Float>], _ weights: SIMD16<Float>
  ) -> ValleyLine? {
    var (inside, best): ([Bool], ValleyLine?) = (group, nil)
    for _ in 0..<turns {
      guard let line = ValleyLine(to: inside, points, weights) else { break }
      if line.depth > best?.depth ?? -.infinity { best = line }
      inside = points.map { line.place($0) > line.gap }
    }
    return best
  }

  private init?(to inside: [Bool], _ points: [SIMD16<Float>], _ weights: SIMD16<Float>) {
    var (here, there, count) = (SIMD16<Double>.zero, SIMD16<Double>.zero, 0)
    for (point, isInside) in zip(points, inside) {
      if isInside {
        there += SIMD16<Double>(point)
        count += 1
      } else {
        here += SIMD16<Double>(point)
      }
    }
    guard count >= Self.least, points.count - count >= Self.least else { return nil }
    let start = SIMD16<Float>(here / Double(points.count - count))
    let way = SIMD16<Float>(there / Double(count)) - start
    let length = (way * way * weights).sum()
    guard length > 0, length.isFinite else { return nil }
    let direction = way * weights / length
    let places = points.map { (($0 - start) * direction).sum() }
    let center = min(Self.count(places, around: 0), Self.count(places, around: 1))
    guard center >= Self.least else { return nil }
    var (best, fewest) = (Float(0.5), Int.max)
    for step in [4, 3, 5, 2, 6, 1, 7, 0, 8] {  // Of equals the one nearest to the middle.
      let middle = 0.3 + 0.05 * Float(step)
      let found = Self.count(places, around: middle)
      if found < fewest { (best, fewest) = (middle, found) }
    }
    (origin, axis, gap) = (start, direction, best)
    depth = 1 - Double(fewest) / Double(center)
  }
}
