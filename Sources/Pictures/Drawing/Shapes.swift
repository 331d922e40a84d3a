/// Shapes with smooth edges. What lies outside of the picture, or of `clip`, is left out.
extension RGBImage {
  /// A rectangle; its edges may lie between pixels.
  mutating func fill(_ left: Float, _ top: Float, _ right: Float, _ bottom: Float, _ color: Color, alpha: Float = 1) {
    let (left, right) = (min(max(left, 0), Float(width)), min(max(right, 0), Float(width)))
    let (top, bottom) = (min(max(top, 0), Float(height)), min(max(bottom, 0), Float(height)))
    guard left < right, top < bottom else { return }
    for y in Int(top)..<min(height, Int(bottom.rounded(.up))) {
      let down = min(bottom, Float(y + 1)) - max(top, Float(y))
      for x in Int(left)..<min(width, Int(right.rounded(.up))) {
        let across = min(right, Float(x + 1)) - max(left, Float(x))
        blend(color, down * across * alpha, x: x, y: y)
      }
    }
  }
  mutating func fill(_ area: Area, _ color: Color, alpha: Float = 1) {
    fill(Float(area.left), Float(area.top), Float(area.right), Float(area.bottom), color, alpha: alpha)
  }

  /// The outermost pixels of an area.
  mutating func frame(_ area: Area, _ color: Color, thickness: Int = 1, alpha: Float = 1) {
    let t = thickness
    fill(Area(left: area.left, top: area.top, right: area.right, bottom: area.top + t), color, alpha: alpha)
    fill(Area(left: area.left, top: area.bottom - t, right: area.right, bottom: area.bottom), color, alpha: alpha)
    fill(Area(left: area.left, top: area.top + t, right: area.left + t, bottom: area.bottom - t), color, alpha: alpha)
    fill(Area(left: area.right - t, top: area.top + t, right: area.right, bottom: area.bottom - t), color, alpha: alpha)
  }

  /// A disc; below a radius of half a pixel it fades instead of shrinking.
  mutating func disc(_ center: Point, radius: Float, _ color: Color, alpha: Float = 1, clip: Area? = nil) {
    let clip = clip ?? area
    let drawn = max(radius, 0.5)
    let alpha = alpha * min(1, radius * radius / (drawn * drawn))
    let reach = drawn + 0.5
    guard center.x.isFinite, center.y.isFinite, reach.isFinite, center.x + reach > Float(clip.left),
      center.x - reach < Float(clip.right), center.y + reach > Float(clip.top), center.y - reach < Float(clip.bottom)
    else { return }
    let (top, bottom) = (max(clip.top, Int(center.y - reach)), min(clip.bottom, Int(center.y + reach) + 1))
    let (left, right) = (max(clip.left, Int(center.x - reach)), min(clip.right, Int(center.x + reach) + 1))
    guard top < bottom, left < right else { return }
    for y in top..<bottom {
      let down = Float(y) + 0.5 - center.y
      for x in left..<right {
        let across = Float(x) + 0.5 - center.x
        let share = reach - (down * down + across * across).squareRoot()
        if share > 0 { blend(color, min(share, 1) * alpha, x: x, y: y) }
      }
    }
  }

  /// A circle of `thickness`, its middle line at `radius`.
  mutating func ring(_ center: Point, radius: Float, thickness: Float, _ color: Color, alpha: Float = 1, clip: Area? = nil) {
    let clip = clip ?? area
    let reach = radius + thickness / 2 + 0.5
    guard center.x.isFinite, center.y.isFinite, reach.isFinite, reach < 1e5, abs(center.x) < 1e5, abs(center.y) < 1e5 else {
      return
    }
    let (top, bottom) = (max(clip.top, Int(center.y - reach)), min(clip.bottom, Int(center.y + reach) + 1))
    let (left, right) = (max(clip.left, Int(center.x - reach)), min(clip.right, Int(center.x + reach) + 1))
    guard top < bottom, left < right else { return }
    for y in top..<bottom {
      for x in left..<right {
        let (across, down) = (Float(x) + 0.5 - center.x, Float(y) + 0.5 - center.y)
        let share = thickness / 2 + 0.5 - abs((across * across + down * down).squareRoot() - radius)
        if share > 0 { blend(color, min(share, 1) * alpha, x: x, y: y) }
      }
    }
  }

  /// A line through all points, as one shape, so that it may be translucent.
  mutating func stroke(_ points: [Point], thickness: Float, _ color: Color, alpha: Float = 1, clip: Area? = nil) {
    guard let first = points.first else { return }
    var coverage = Coverage(around: points, reach: thickness, within: clip ?? area)
    if points.count == 1 { coverage.add(from: first, to: first, thickness: thickness) }
    for (a, b) in zip(points, points.dropFirst()) { coverage.add(from: a, to: b, thickness: thickness) }
    paint(coverage, color, alpha: alpha)
  }

  /// A line of dashes, each `dash` pixels long and as far apart.
  mutating func dashes(from a: Point, to b: Point, dash: Float = 5, thickness: Float, _ color: Color) {
    let length = ((b - a) * (b - a)).sum().squareRoot()
    guard length.isFinite, length > 0 else { return }
    for start in stride(from: 0, to: length, by: 2 * dash) {
      let end = min(start + dash, length)
      stroke([a + (b - a) * (start / length), a + (b - a) * (end / length)], thickness: thickness, color)
    }
  }

  /// What lies between two lines over the same rising `xs`, e.g. the interval around a curve.
  mutating func band(_ xs: [Float], low: [Float], high: [Float], _ color: Color, alpha: Float, clip: Area) {
    guard let first = xs.first, let last = xs.last, xs.count > 1, last > first else { return }
    var next = 1
    let columns =
      max(clip.left, Int(max(first, -1e6)))..<max(max(clip.left, Int(max(first, -1e6))), min(clip.right, Int(min(last, 1e6)) + 1))
    for x in columns {
      let place = min(max(Float(x) + 0.5, first), last)
      while next < xs.count - 1, xs[next] < place { next += 1 }
      let step = xs[next] - xs[next - 1]
      let share = step > 0 ? (place - xs[next - 1]) / step : 0
      let a = low[next - 1] + (low[next] - low[next - 1]) * share
      let b = high[next - 1] + (high[next] - high[next - 1]) * share
      let (top, bottom) = (max(min(a, b), Float(clip.top)), min(max(a, b), Float(clip.bottom)))
      let left = max(Float(x), first)
      fill(left, top, max(left, min(Float(x + 1), last)), bottom, color, alpha: alpha)
    }
  }

  /// A rectangle with round corners.
  mutating func pill(_ area: Area, radius: Float, _ color: Color, alpha: Float = 1, border: Color? = nil) {
    let middle = Point(Float(area.left + area.right) / 2, Float(area.top + area.bottom) / 2)
    let half = Point(Float(area.width) / 2 - radius, Float(area.height) / 2 - radius)
    for y in max(0, area.top)..<max(max(0, area.top), min(height, area.bottom)) {
      for x in max(0, area.left)..<max(max(0, area.left), min(width, area.right)) {
        let x0 = abs(Float(x) + 0.5 - middle.x) - half.x
        let y0 = abs(Float(y) + 0.5 - middle.y) - half.y
        let outside = Point(max(x0, 0), max(y0, 0))
        let distance = (outside * outside).sum().squareRoot() + min(max(x0, y0), 0) - radius
        let share = min(max(0.5 - distance, 0), 1)
        if share > 0 { blend(color, share * alpha, x: x, y: y) }
        if let border {
          let edge = min(max(1 - abs(distance + 0.5), 0), 1)
          if edge > 0 { blend(border, edge, x: x, y: y) }
        }
      }
    }
  }
}
