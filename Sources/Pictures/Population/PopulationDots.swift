import Core
import Foundation

/// Where each dot of a population map lies, how large and of which color it is, and which is drawn above which.
struct PopulationDots {
  let places: [Point]
  let radii: [Float]
  let colors: [Color]
  /// How large each sample is drawn: 0 for the bulk of the samples, 1 for the largest.
  let weights: [Float]
  /// The order of drawing, from the lowest to the topmost.
  let order: [Int]
  /// The size of the largest dots: a high quantile, since a few odd samples would make all others small.
  let largestSize: Float
  /// The values of the first and the last color.
  let colorScale: (low: Float, high: Float)
  private let alpha: Float
  private let radiusBase: Float
  private let radiusExtra: Float

  /// - Parameter unit: see `PopulationFrame`.
  init(_ plot: PopulationPlot, in map: Area, unit: Float) {
    let count = plot.x.count
    places = Self.fit(plot.x, plot.y, into: map.inset(Int(44 * unit)))
    let largest = Self.quantile(plot.sizes.compactMap(\.self), 0.999)
    largestSize = largest
    weights =
      plot.sizes.isEmpty
      ? [Float](repeating: 0, count: count)
      : plot.sizes.map { largest > 0 ? (min($0 ?? 0, largest) / largest).squareRoot() : 0 }

    // Fewer samples get larger and more solid dots, more of them smaller and fainter ones.
    let spread = (70_000 / Float(max(count, 1))).squareRoot()
    let zoom = min(Float(map.width) / 1000, Float(map.height) / 800)
    (radiusBase, radiusExtra) = (1.35 * zoom * min(spread.squareRoot(), 2.4), 3.7 * zoom * min(pow(spread, 0.3), 1.3))
    alpha = min(0.95, spread > 1 ? 0.5 * pow(spread, 0.35) : 0.5 * pow(spread, 0.85))
    let (base, extra) = (radiusBase, radiusExtra)
    radii = weights.map { base + extra * $0 }

    switch plot.coloring {
    case .classes(let classes, let names):
      colors = classes.map { $0 < 0 ? Theme.muted : Palette.color($0) }
      colorScale = (0, 0)
      var counts = [Int](repeating: 0, count: names.count + 1)
      for label in classes { counts[label + 1] += 1 }
      order = Self.order(weights) { Double(counts[classes[$0] + 1]) }
    case .values(let values, _, let isLog):
      let known = values.compactMap(\.self).filter { !isLog || $0 > 0 }
      let (low, high) = (Self.quantile(known, 0.03), Self.quantile(known, 0.995))
      let scale = (low: low, high: high > low ? high : low + max(abs(low), 1))
      colorScale = scale
      colors = values.map { $0.map { ColorRamp.ember.color(Self.share($0, of: scale, isLog: isLog)) } ?? Theme.line }
      order = Self.order(weights) { _ in 1 }
    }
  }

  func draw(on picture: inout RGBImage, clip: Area, dimmed: Bool) {
    let dim: Float = dimmed ? 0.5 : 1
    for i in order {
      let emphasis = min(max((weights[i] - 0.08) / 0.25, 0), 1)
      if emphasis > 0.5 {
        picture.disc(places[i], radius: radii[i] + 0.9, Theme.page, alpha: 0.85 * emphasis * dim, clip: clip)
      }
      picture.disc(places[i], radius: radii[i], colors[i], alpha: (alpha + (0.96 - alpha) * emphasis) * dim, clip: clip)
    }
  }

  /// The radius of a dot of this size.
  func radius(of size: Float) -> Float {
    largestSize > 0 ? radiusBase + radiusExtra * (min(size, largestSize) / largestSize).squareRoot() : radiusBase
  }

  /// The place of a value on the scale, 0...1 from the lowest color to the highest.
  private static func share(_ value: Float, of scale: (low: Float, high: Float), isLog: Bool) -> Float {
    if !isLog { return (value - scale.low) / (scale.high - scale.low) }
    return value > 0 ? log(value / scale.low) / log(scale.high / scale.low) : 0
  }

  /// Large samples last; before them all others in a random order that is a function of their number and in which rare kinds tend
  /// to come late, so that a common one does not bury them (weighted sampling, Efraimidis & Spirakis 2006).
  private static func order(_ weights: [Float], commonness: (Int) -> Double) -> [Int] {
    let keys = weights.indices.map { i -> (Float, Double) in
      if weights[i] > 0.11 { return (weights[i], 0) }
      var random = SeededRandom(seed: UInt64(i))
      let uniform = (Double(random.next() >> 11) + 0.5) / Double(1 << 53)
      return (0, log(uniform) * commonness(i))
    }
    return weights.indices.sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }
  }

  /// Into the middle of an area, one scale for both directions, y upwards.
  private static func fit(_ x: [Float], _ y: [Float], into area: Area) -> [Point] {
    guard let left = x.min(), let right = x.max(), let low = y.min(), let high = y.max() else { return [] }
    let (width, height) = (Double(right) - Double(left), Double(high) - Double(low))
    let (across, up) = (Double(area.width) / max(width, 1e-300), Double(area.height) / max(height, 1e-300))
    let zoom = min(across, up).isFinite && max(width, height) > 0 ? min(across, up) : 0
    let (midX, midY) = ((Double(left) + Double(right)) / 2, (Double(low) + Double(high)) / 2)
    let (centerX, centerY) = (Double(area.left + area.right) / 2, Double(area.top + area.bottom) / 2)
    return zip(x, y).map { Point(Float(centerX + (Double($0) - midX) * zoom), Float(centerY - (Double($1) - midY) * zoom)) }
  }

  /// Nearest rank; 0 of nothing.
  private static func quantile(_ values: [Float], _ share: Double) -> Float {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
  }
}
