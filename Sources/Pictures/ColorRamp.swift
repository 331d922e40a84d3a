/// Colours for numbers.
public struct ColorRamp: Hashable, Sendable {
  /// For unsigned values, 0...1: viridis (Smith & van der Walt 2015, CC0), which is perceptually uniform, gets lighter all the
  /// way, and serves colour-blind readers. Nine of its colours, straight lines in between.
  public static let sequential = ColorRamp(
    range: 0...1,
    stops: [0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725])

  /// For signed values, -1...1, white at 0: blue against red, which colour-blind readers can tell apart, as light at one end
  /// as at the other, and light enough to be seen on a black image.
  public static let diverging = ColorRamp(
    range: -1...1, stops: [0x1F6BE0, 0x5C9BF2, 0xA9CBF9, 0xF7F7F7, 0xFBB8A8, 0xF27660, 0xDE2D1A])

  public let range: ClosedRange<Float>
  private let stops: [Color]

  private init(range: ClosedRange<Float>, stops: [UInt32]) {
    self.range = range
    self.stops = stops.map { Color($0) }
  }

  /// Values outside the range get the colour of its end, NaN that of 0.
  public func color(_ value: Float) -> Color {
    let value = value.isNaN ? 0 : min(max(value, range.lowerBound), range.upperBound)
    let place = (value - range.lowerBound) / (range.upperBound - range.lowerBound) * Float(stops.count - 1)
    let stop = min(Int(place), stops.count - 2)
    return stops[stop].mixed(with: stops[stop + 1], place - Float(stop))
  }
}
