/// The shape of one sample between two layers: maps [channels, height, width], or a vector once flattened.
public struct Shape: Sendable, Equatable {
  public var channels: Int
  public var height: Int
  public var width: Int
  /// A vector of channels * height * width values, in that order.
  public var isFlat: Bool

  public init(_ channels: Int, _ height: Int, _ width: Int, isFlat: Bool = false) {
    self.channels = channels
    self.height = height
    self.width = width
    self.isFlat = isFlat
  }

  public static func vector(_ count: Int) -> Shape { Shape(count, 1, 1, isFlat: true) }

  public var count: Int { channels * height * width }
  public var pixels: Int { height * width }
  /// [d] or [c, h, w].
  public var dimensions: [Int] { isFlat ? [count] : [channels, height, width] }
}

extension Shape: CustomStringConvertible {
  public var description: String { isFlat ? "\(count) values" : "\(channels) x \(height) x \(width)" }
}
