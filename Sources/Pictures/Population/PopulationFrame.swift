/// Where the parts of a population map lie: a header, the map, and the legend at the right.
struct PopulationFrame {
  let width: Int
  let height: Int
  /// Pixels of the picture for a pixel of one of 1600 x 1200.
  let unit: Float

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    unit = max(0.55, min(Float(width) / 1600, Float(height) / 1200))
  }

  func scaled(_ pixels: Float) -> Int { max(1, Int((pixels * unit).rounded())) }
  func face(_ size: Float, bold: Bool = false) -> Typeface { Typeface(max(size * unit, 9), bold: bold) }

  var header: Area { Area(left: 0, top: 0, right: width, bottom: scaled(66)) }
  // Small letters do not shrink further, and so neither does what holds them.
  var legend: Area { Area(left: width - max(scaled(320), 216), top: header.bottom, right: width, bottom: height) }
  var map: Area { Area(left: 0, top: header.bottom, right: legend.left, bottom: height) }
}
