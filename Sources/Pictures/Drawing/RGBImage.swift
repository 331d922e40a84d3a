/// Pixels, row after row from the top, 3 bytes each.
public struct RGBImage: Hashable, Sendable {
  public let width: Int
  public let height: Int
  public private(set) var pixels: [UInt8]

  /// An image in one color, of a size in pixels.
  /// - Precondition: both sizes are above 0.
  public init(width: Int, height: Int, fill: Color = .black) {
    precondition(width > 0 && height > 0, "an image of \(width) x \(height)")
    self.width = width
    self.height = height
    var row: [UInt8] = []
    row.reserveCapacity(3 * width)
    for _ in 0..<width { row += [fill.red, fill.green, fill.blue] }
    pixels = []
    pixels.reserveCapacity(3 * width * height)
    for _ in 0..<height { pixels += row }
  }

  /// The color of a pixel, counted from the top left.
  /// - Precondition: `x` and `y` are inside.
  public subscript(x: Int, y: Int) -> Color {
    get {
      let i = 3 * (y * width + x)
      return Color(pixels[i], pixels[i + 1], pixels[i + 2])
    }
    set {
      let i = 3 * (y * width + x)
      pixels[i] = newValue.red
      pixels[i + 1] = newValue.green
      pixels[i + 2] = newValue.blue
    }
  }

  /// Lays `share` (0...1) of a color over a pixel.
  /// - Precondition: `x` and `y` are inside.
  mutating func blend(_ color: Color, _ share: Float, x: Int, y: Int) {
    let i = 3 * (y * width + x)
    let part = Int32((share * 256).rounded())
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 { UInt8((Int32(a) * (256 - part) + Int32(b) * part + 128) >> 8) }
    pixels[i] = mix(pixels[i], color.red)
    pixels[i + 1] = mix(pixels[i + 1], color.green)
    pixels[i + 2] = mix(pixels[i + 2], color.blue)
  }

  /// Draws another image with its corner at `x`, `y`; what lies outside is left out.
  public mutating func draw(_ image: RGBImage, x: Int, y: Int) {
    let (left, right) = (max(0, -x), min(image.width, width - x))
    guard left < right else { return }
    for row in max(0, -y)..<max(max(0, -y), min(image.height, height - y)) {
      let to = 3 * ((y + row) * width + x + left)
      let from = 3 * (row * image.width + left)
      let count = 3 * (right - left)
      pixels.replaceSubrange(to..<to + count, with: image.pixels[from..<from + count])
    }
  }

  /// Each pixel as a square of `zoom` pixels (nearest neighbor), so that nothing is smoothed away.
  public func zoomed(_ zoom: Int) -> RGBImage {
    let zoom = max(1, zoom)
    var large = RGBImage(width: width * zoom, height: height * zoom)
    for y in 0..<large.height { for x in 0..<large.width { large[x, y] = self[x / zoom, y / zoom] } }
    return large
  }
}
