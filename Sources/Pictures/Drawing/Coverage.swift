/// A place on a picture, in pixels from the upper left corner; (0.5, 0.5) is the middle of the first pixel.
typealias Point = SIMD2<Float>

/// How much of each pixel of a rectangle a shape covers, 0...1. Overlapping parts of one shape count once.
struct Coverage {
  let left: Int
  let top: Int
  let width: Int
  let height: Int
  private(set) var values: [Float]

  /// The pixels around `points`, `reach` beyond them, as far as they are inside of `clip`.
  init(around points: [Point], reach: Float, within clip: Area) {
    func whole(_ value: Float) -> Int { Int(min(max(value, -1e6), 1e6)) }
    let left = max(clip.left, whole((points.map(\.x).min() ?? 0) - reach - 1))
    let top = max(clip.top, whole((points.map(\.y).min() ?? 0) - reach - 1))
    self.left = left
    self.top = top
    width = max(0, min(clip.right, whole((points.map(\.x).max() ?? 0) + reach + 2)) - left)
    height = max(0, min(clip.bottom, whole((points.map(\.y).max() ?? 0) + reach + 2)) - top)
    values = [Float](repeating: 0, count: width * height)
  }

  /// A line of `thickness` with round ends: a pixel's share falls off over one pixel at the edge.
  mutating func add(from a: Point, to b: Point, thickness: Float) {
    guard width > 0, height > 0 else { return }
    let reach = thickness / 2 + 0.5
    let (lowX, highX) = clamped(min(a.x, b.x) - reach, max(a.x, b.x) + reach, left, width)
    let (lowY, highY) = clamped(min(a.y, b.y) - reach, max(a.y, b.y) + reach, top, height)
    guard lowX < highX, lowY < highY else { return }
    let along = b - a
    let length = (along * along).sum()
    for y in lowY..<highY {
      for x in lowX..<highX {
        let pixel = Point(Float(left + x) + 0.5, Float(top + y) + 0.5) - a
        let place = length > 0 ? min(max((pixel * along).sum() / length, 0), 1) : 0
        let away = pixel - along * place
        let share = reach - (away * away).sum().squareRoot()
        let i = y * width + x
        if share > values[i] { values[i] = min(share, 1) }
      }
    }
  }

  /// The first and one after the last of `size` pixels from `start` that touch `low...high`.
  private func clamped(_ low: Float, _ high: Float, _ start: Int, _ size: Int) -> (Int, Int) {
    let bound = Float(size)
    return (Int(min(max(low - Float(start) - 1, 0), bound)), Int(min(max(high - Float(start) + 1, 0), bound)))
  }
}

/// Whole pixels, `left..<right` by `top..<bottom`.
struct Area: Hashable {
  var left: Int
  var top: Int
  var right: Int
  var bottom: Int
  var width: Int { right - left }
  var height: Int { bottom - top }

  init(left: Int, top: Int, right: Int, bottom: Int) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }
  init(x: Int, y: Int, width: Int, height: Int) { self.init(left: x, top: y, right: x + width, bottom: y + height) }

  /// Smaller by `margin` at each side.
  func inset(_ margin: Int) -> Area {
    Area(left: left + margin, top: top + margin, right: right - margin, bottom: bottom - margin)
  }
  func contains(_ other: Area) -> Bool {
    left <= other.left && top <= other.top && right >= other.right && bottom >= other.bottom
  }
  func overlaps(_ other: Area) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }
}

extension RGBImage {
  var area: Area { Area(x: 0, y: 0, width: width, height: height) }

  mutating func paint(_ coverage: Coverage, _ color: Color, alpha: Float = 1) {
    for y in 0..<coverage.height {
      for x in 0..<coverage.width {
        let share = coverage.values[y * coverage.width + x] * alpha
        if share > 0 { blend(color, share, x: coverage.left + x, y: coverage.top + y) }
      }
    }
  }
}
