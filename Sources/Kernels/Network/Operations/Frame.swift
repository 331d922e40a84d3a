/// A picture inside its border of zeros, one a lane.
final class Frame {
  private let layout: Layout
  private let padding: Int
  private var buffer: Buffer<Float>?

  init(_ layout: Layout, padding: Int) {
    self.layout = layout
    self.padding = padding
  }

  private var line: Int { (layout.shape.width + 2 * padding) * layout.stride }
  private var count: Int { (layout.shape.height + 2 * padding) * line }

  func reserve(lanes: Int) {
    if padding > 0 { grow(&buffer, to: lanes * count) }
  }

  /// The picture itself where there is no border, or else a copy inside it.
  func around(_ picture: UnsafePointer<Float>, lane: Int) -> UnsafePointer<Float> {
    if padding == 0 { return picture }
    let frame = buffer!.pointer + lane * count
    let width = layout.shape.width * layout.stride
    for y in 0..<layout.shape.height {
      (frame + (y + padding) * line + padding * layout.stride).update(from: picture + y * width, count: width)
    }
    return UnsafePointer(frame)
  }

  /// What `framed` holds inside the border.
  func inside(_ framed: UnsafePointer<Float>, to picture: UnsafeMutablePointer<Float>) {
    let width = layout.shape.width * layout.stride
    for y in 0..<layout.shape.height {
      (picture + y * width).update(from: framed + (y + padding) * line + padding * layout.stride, count: width)
    }
  }
}
