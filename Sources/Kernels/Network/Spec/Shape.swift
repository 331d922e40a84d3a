/// The shape of one sample between two layers: maps [channels, height, width], or a vector once flattened.
public struct Shape: Sendable, Equatable {
  /// Channels, or all values of a vector.
  public var channels: Int
  /// Lines; 1 for a vector.
  public var height: Int
  /// Pixels of a line; 1 for a vector.
  public var width: Int
  /// A vector of channels * height * width values, in that order.
  public var isFlat: Bool

  /// Maps, or a vector that keeps the sizes of the maps that it was.
  public init(_ channels: Int, _ height: Int, _ width: Int, isFlat: Bool = false) {
    self.channels = channels
    self.height = height
    self.width = width
    self.isFlat = isFlat
  }

  /// A vector of `count` values.
  public static func vector(_ count: Int) -> Shape { Shape(count, 1, 1, isFlat: true) }

  /// Values of a sample.
  public var count: Int { channels * height * width }
  /// Positions of a map.
  public var pixels: Int { height * width }
  /// [d] or [c, h, w].
  public var dimensions: [Int] { isFlat ? [count] : [channels, height, width] }
}

extension Shape: CustomStringConvertible {
  /// For people: "3 x 28 x 28" or "784 values".
  public var description: String { isFlat ? "\(count) values" : "\(channels) x \(height) x \(width)" }
}
