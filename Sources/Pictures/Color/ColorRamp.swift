/// Colors that stand for numbers of a range.
public struct ColorRamp: Hashable, Sendable {
  /// Colors for unsigned values, 0...1: viridis (Smith & van der Walt 2015, CC0), perceptually uniform, which gets lighter all
  /// the way, and serves color-blind readers. Nine of its colors, straight lines in between.
  public static let sequential = ColorRamp(
    range: 0...1,
    stops: [0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725])

  /// Colors for signed values, -1...1, white at 0: blue against red, which color-blind readers can tell apart, as light at one
  /// end as at the other, and light enough to be seen on a black image.
  public static let diverging = ColorRamp(
    range: -1...1, stops: [0x1F6BE0, 0x5C9BF2, 0xA9CBF9, 0xF7F7F7, 0xFBB8A8, 0xF27660, 0xDE2D1A])

  /// Colors for magnitudes on a dark page, 0...1: what is small recedes. Steps in CIEDE2000 are even for normal sight.
  public static let ember = ColorRamp(
    range: 0...1,
    stops: [0x3E4E79, 0x73499F, 0xAE3E8C, 0xD25073, 0xED6259, 0xFB854A, 0xFEA94F, 0xFED487, 0xF9F6B7])

  /// Colors as even as `ember`, in blue, for a second magnitude beside the first.
  public static let ice = ColorRamp(
    range: 0...1,
    stops: [0x313B5D, 0x30568B, 0x2673A7, 0x068EB8, 0x15A9C0, 0x35C5C4, 0x6AE1C5, 0xAEF9C5, 0xEAFECB])

  public let range: ClosedRange<Float>
  private let stops: [Color]

  private init(range: ClosedRange<Float>, stops: [UInt32]) {
    self.range = range
    self.stops = stops.map { Color($0) }
  }

  /// Values outside the range get the color of its end, NaN that of 0.
  public func color(_ value: Float) -> Color {
    let value = value.isNaN ? 0 : min(max(value, range.lowerBound), range.upperBound)
    let place = (value - range.lowerBound) / (range.upperBound - range.lowerBound) * Float(stops.count - 1)
    let stop = min(Int(place), stops.count - 2)
    return stops[stop].mixed(with: stops[stop + 1], place - Float(stop))
  }
}
