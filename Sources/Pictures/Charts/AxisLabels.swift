import Foundation

/// How the labels below an axis are written so that they neither touch nor leave the picture: level if they fit, else rising, cut and,
/// if they are many, only some of them.
struct AxisLabels {
  static let degrees: Float = 38
  private static let widest = 150

  /// What is written, empty for those that are left out.
  let texts: [String]
  let isLevel: Bool
  /// Pixels below the axis.
  let height: Int
  /// Pixels that labels reach beyond the left end of the axis.
  let overhang: Int

  init(_ labels: [String], face: Typeface, axis width: Int) {
    let slot = Float(width) / Float(max(labels.count, 1))
    let gap = 10
    if labels.allSatisfy({ Float(face.width(of: $0) + gap) <= slot }) {
      (texts, isLevel, height, overhang) = (labels, true, 8 + face.capHeight + face.descent, 0)
      return
    }
    let widestLabel = labels.map { face.width(of: $0) }.max() ?? 0
    let spaced = max(1, Int((Float(widestLabel + gap) / slot).rounded(.up)))
    // Short ones, like numbers, read better if some are left out than if all rise.
    if spaced <= 5 && labels.allSatisfy({ $0.count <= 6 }) || labels.count > 60 && labels.allSatisfy({ $0.count <= 8 }) {
      texts = labels.enumerated().map { $0 % spaced == 0 ? $1 : "" }
      (isLevel, height) = (true, 8 + face.capHeight + face.descent)
      overhang = max(0, face.width(of: texts.first ?? "") / 2 - Int(slot / 2) + 2)
      return
    }
    let every = max(1, Int((Float(face.lineHeight) * 1.25 / slot).rounded(.up)))
    let kept = labels.enumerated().map { $0 % every == 0 ? face.fitted($1, Self.widest) : "" }
    let angle = Double(Self.degrees) * Double.pi / 180
    let (sine, cosine) = (Float(sin(angle)), Float(cos(angle)))
    let widths = kept.map { Float(face.width(of: $0)) }
    texts = kept
    isLevel = false
    height = Int((widths.max() ?? 0) * sine) + 2 * face.capHeight + 8
    var reach: Float = 0
    for (i, width) in widths.enumerated() {
      let middle = (Float(i) + 0.5) * slot
      reach = max(reach, width * cosine + 8 - middle)
    }
    overhang = Int(reach)
  }

  /// - Parameter axis: the pixels of the axis, and the line just below which labels begin.
  func draw(left: Int, width: Int, below line: Int, face: Typeface, on picture: inout RGBImage) {
    let slot = Float(width) / Float(max(texts.count, 1))
    for (i, text) in texts.enumerated() where !text.isEmpty {
      let middle = Float(left) + (Float(i) + 0.5) * slot
      if isLevel {
        picture.draw(text, face, x: Int(middle), baseline: line + 8 + face.capHeight, color: Theme.muted, anchor: .center)
      } else {
        let end = Point(middle + Float(face.capHeight) / 2, Float(line + 8) + Float(face.capHeight) * 0.7)
        picture.draw(text, face, risingBy: Self.degrees, end: end, color: Theme.muted)
      }
    }
  }
}
