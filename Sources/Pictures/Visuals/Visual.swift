/// What a visualizer shows of one sample, by render type.
///
/// ```swift
/// let picture = try Visual.bars(labels: names, values: probabilities, truth: 5).drawn(name: "prediction", width: 480)
/// ```
public enum Visual: Sendable {
  case image(ImagePayload)
  /// `map` is [height, width] of any size; without a scale, its own largest magnitude.
  case heatMap(ImagePayload, map: [Float], shape: [Int], isSigned: Bool, scale: Float? = nil)
  /// Horizontal bars from 0, the ground truth marked.
  case bars(labels: [String], values: [Float], truth: Int? = nil)
  case graph([Chart.Series], xTitle: String = "", yTitle: String = "")
  /// A label for each pixel, [height, width] as the image; -1 for none.
  case mask(ImagePayload, labels: [Int], names: [String])
  case boxes(ImagePayload, [LabeledBox], names: [String])
  case text(String)
  /// A label for each word; -1 for none.
  case textMask(words: [String], labels: [Int], names: [String])

  /// The picture, about `width` pixels wide. Pixels of images become squares of whole pixels.
  /// - Parameter name: of the visualizer, for errors.
  /// - Throws: `LeapError` of kind plugin, which names the field that is wrong.
  public func drawn(name: String, width: Int = 480, background: Color = Theme.page) throws -> RGBImage {
    let check = PayloadCheck(name: name)
    let width = min(max(width, 120), 8192)
    switch self {
    case .image(let image): return try image.drawn(check, width: width)
    case .heatMap(let image, let map, let shape, let isSigned, let scale):
      try image.check(check)
      try check.shape("map", shape, dimensions: 2, count: map.count)
      try check.finite("map", map)
      try check.require(
        scale.map { $0.isFinite && $0 >= 0 } ?? true, "scale", "is \(scale ?? 0), not a finite number of 0 or more")
      try check.require(isSigned || map.allSatisfy { $0 >= 0 }, "map", "has values below 0 and is not signed")
      let plane = Plane(map, height: shape[0], width: shape[1])
      let style = HeatMapStyle(isSigned: isSigned, scale: scale ?? plane.magnitude, zoom: max(1, width / image.width))
      let overlay = heatMapOverlay(image: image.plane, map: plane, style: style)
      let bar = ColorBar(style).drawn(width: max(overlay.width, ColorBar.least), page: background)
      return overlay.above(bar, gap: 12, background)
    case .bars(let labels, let values, let truth):
      return try BarsPicture(labels: labels, values: values, truth: truth).drawn(check, width: width, background: background)
    case .graph(let series, let xTitle, let yTitle):
      for one in series {
        try check.finite("y of series '\(one.name)'", one.values.map { Float($0.y) })
        try check.require(!one.values.isEmpty, "series '\(one.name)'", "is empty")
      }
      try check.require(!series.isEmpty, "series", "is empty")
      return try Chart(.line, series, title: "", xTitle: xTitle, yTitle: yTitle).drawn(
        width: width, height: width * 2 / 3, background: background)
    case .mask(let image, let labels, let names):
      return try MaskPicture(image: image, labels: labels, names: names).drawn(check, width: width, background: background)
    case .boxes(let image, let boxes, let names):
      return try BoxesPicture(image: image, boxes: boxes, names: names).drawn(check, width: width, background: background)
    case .text(let text):
      try check.require(text.count <= TextPicture.most, "text", "has more than \(TextPicture.most) letters")
      return TextPicture(words: text, width: width).drawn(on: background)
    case .textMask(let words, let labels, let names):
      return try TextMaskPicture(words: words, labels: labels, names: names).drawn(check, width: width, background: background)
    }
  }
}
