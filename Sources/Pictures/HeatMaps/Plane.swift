/// One number a pixel, `[height, width]`.
public struct Plane: Hashable, Sendable {
  public let height: Int
  public let width: Int
  public let values: [Float]

  /// A plane of values, row after row.
  /// - Precondition: there are `height * width` values, at least one.
  public init(_ values: [Float], height: Int, width: Int) {
    precondition(height > 0 && width > 0 && values.count == height * width, "\(values.count) values for \(height) x \(width)")
    self.height = height
    self.width = width
    self.values = values
  }

  /// The mean of the channels of an image `[channels, height, width]`.
  public init(meanOf values: [Float], channels: Int, height: Int, width: Int) {
    precondition(channels > 0 && values.count == channels * height * width)
    let size = height * width
    self.init(
      (0..<size).map { i in (0..<channels).reduce(Float(0)) { $0 + values[$1 * size + i] } / Float(channels) },
      height: height, width: width)
  }

  /// The largest magnitude of the finite values: what heat maps that share a scale are divided by. 0 for a blank one.
  public var magnitude: Float { values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 } }

  /// The finite values stretched to 0...1; 0 where the plane is constant or not finite.
  func stretched() -> Plane {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), high > low, (high - low).isFinite else {
      return Plane([Float](repeating: 0, count: values.count), height: height, width: width)
    }
    return Plane(values.map { $0.isFinite ? ($0 - low) / (high - low) : 0 }, height: height, width: width)
  }

  /// The value at a place between pixel centers; (0, 0) and (1, 1) are the outer corners. Bilinear, edges held.
  func interpolated(x: Float, y: Float) -> Float {
    func neighbors(_ place: Float, _ size: Int) -> (Int, Int, Float) {
      let position = min(max(place * Float(size) - 0.5, 0), Float(size - 1))
      let low = Int(position)
      return (low, min(low + 1, size - 1), position - Float(low))
    }
    let (left, right, across) = neighbors(x, width)
    let (top, bottom, down) = neighbors(y, height)
    func mix(_ a: Float, _ b: Float, _ share: Float) -> Float { share == 0 ? a : a + (b - a) * share }
    return mix(
      mix(values[top * width + left], values[top * width + right], across),
      mix(values[bottom * width + left], values[bottom * width + right], across), down)
  }
}
