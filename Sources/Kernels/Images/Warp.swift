/// A shift, a turn and a change of size of a picture, about its centre.
///
/// A point p moves to centre + factor * turned(p - centre) + shift. x counts columns, y counts rows downwards.
package struct Warp: Sendable, Equatable {
  /// Pixels; positive is right and down.
  package var shiftX = 0.0
  /// Pixels by which the picture moves down.
  package var shiftY = 0.0
  /// Positive turns x towards y: clockwise as one sees it.
  package var degrees = 0.0
  /// Above 0; above 1 enlarges.
  package var factor = 1.0

  /// The properties of the same names; by default nothing changes.
  package init(shiftX: Double = 0, shiftY: Double = 0, degrees: Double = 0, factor: Double = 1) {
    self.shiftX = shiftX
    self.shiftY = shiftY
    self.degrees = degrees
    self.factor = factor
  }

  /// Where the output's pixels come from: x = xx * column + xy * row + x0, y likewise.
  package struct Inverse {
    /// Columns of the input a column, a row, and at the origin.
    package let xx, xy, x0: Double
    /// Rows of the input a column, a row, and at the origin.
    package let yx, yy, y0: Double
  }

  /// The inverse for pictures `[height, width]`, whose centre stays where it is.
  package func inverse(height: Int, width: Int) -> Inverse {
    let (cosine, sine) = Self.turn(degrees)
    let c = cosine / factor, s = sine / factor
    let centerX = Double(width - 1) / 2, centerY = Double(height - 1) / 2
    let x = centerX + shiftX, y = centerY + shiftY
    return Inverse(xx: c, xy: s, x0: centerX - c * x - s * y, yx: -s, yy: c, y0: centerY + s * x - c * y)
  }

  /// Cosine and sine of an angle in degrees; quarter turns are exact, and no C library decides a bit. Error below 1e-15.
  package static func turn(_ degrees: Double) -> (cosine: Double, sine: Double) {
    let quarters = (degrees / 90).rounded()
    let x = (degrees - 90 * quarters) * (Double.pi / 180)
    // Taylor's series on -pi/4...pi/4.
    var cosine = 1.0, sine = 1.0
    var n = 18.0
    while n > 0 {
      cosine = 1 - cosine * x * x / (n * (n - 1))
      sine = 1 - sine * x * x / (n * (n + 1))
      n -= 2
    }
    sine *= x
    switch Int(quarters) & 3 {
    case 0: return (cosine, sine)
    case 1: return (-sine, cosine)
    case 2: return (-cosine, -sine)
    default: return (sine, -cosine)
    }
  }
}
