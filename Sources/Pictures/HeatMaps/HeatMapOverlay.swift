/// How a heat map is drawn over its image.
public struct HeatMapStyle: Hashable, Sendable {
  /// Values speak for (red) and against (blue); else they are 0 or more.
  public var isSigned: Bool
  /// The value that gets the strongest color. Maps that are to be compared share it.
  public var scale: Float
  /// Picture pixels a side of one image pixel.
  public var zoom: Int
  public init(isSigned: Bool, scale: Float, zoom: Int = 8) {
    self.isSigned = isSigned
    self.scale = scale
    self.zoom = max(1, zoom)
  }
  var ramp: ColorRamp { isSigned ? .diverging : .sequential }
}

/// The image in gray with the map over it: the larger a value, the less of the image shows through, and some always does.
///
/// The image keeps its square pixels; the map, of any size, is stretched over it bilinearly. NaN shows as bare image.
/// O(picture pixels).
public func heatMapOverlay(image: Plane, map: Plane, style: HeatMapStyle) -> RGBImage {
  var picture = grayImage(image, zoom: style.zoom, brightness: dimmed)
  let scale = style.scale > 0 && style.scale.isFinite ? style.scale : 1
  for y in 0..<picture.height {
    for x in 0..<picture.width {
      let value =
        map.interpolated(
          x: (Float(x) + 0.5) / Float(picture.width), y: (Float(y) + 0.5) / Float(picture.height)) / scale
      guard !value.isNaN else { continue }
      // The ramp's pale colors near 0 would veil the image: a small signed value gets a thin layer of a color that shows its sign.
      let strength = min(abs(value), 1)
      let color =
        style.isSigned
        ? style.ramp.color(value.sign == .minus ? -max(strength, 0.45) : max(strength, 0.45)) : style.ramp.color(value)
      let cover = style.isSigned ? strength * (1.6 - 0.6 * strength) : min(max(value, 0), 1).squareRoot()
      picture[x, y] = picture[x, y].mixed(with: color, mostCover * cover)
    }
  }
  return picture
}

/// How bright the image is under a map: white ink would wash the colors out.
let dimmed: Float = 0.55

/// How much of the strongest color covers the image.
private let mostCover: Float = 0.8

/// The image alone, in gray from its lowest value to its highest.
public func grayImage(_ image: Plane, zoom: Int, brightness: Float = 1) -> RGBImage {
  let base = image.stretched()
  var picture = RGBImage(width: image.width * zoom, height: image.height * zoom)
  for y in 0..<picture.height {
    for x in 0..<picture.width {
      let gray = UInt8(255 * brightness * base.values[y / zoom * image.width + x / zoom])
      picture[x, y] = Color(gray, gray, gray)
    }
  }
  return picture
}
