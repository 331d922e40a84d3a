import Kernels
import PluginKit

/// Zeiler, Fergus 2014, "Visualizing and Understanding Convolutional Networks": by how much the target falls where a patch of the
/// baseline covers the picture; at each pixel the mean over the patches that cover it. Needs no gradients.
struct Occlusion: Method {
  static let name = "occlusion"
  static let needs: Needs = []
  static let unit = MapUnit.part

  func maps(_ subject: Explanation) throws -> Maps {
    let (picture, targets) = (subject.picture, subject.targets.count)
    let baselines = try subject.settings.baseline.pictures(subject)
    let patches = Self.patches(picture, subject.settings)
    let falls = Buffer<Float>(subject.maps * picture.area)
    let whole = try subject.values { sample, row in subject.copy(sample, 0, row) }
    try subject.values(of: Array(0..<subject.count), draws: patches.count) { sample, draw, row in
      subject.copy(sample, draw, row)
      let ground = baselines.pointer + sample * picture.count
      for channel in 0..<picture.channels {
        for y in patches[draw].rows {
          for x in patches[draw].columns {
            let i = (channel * picture.height + y) * picture.width + x
            row[i] = ground[i]
          }
        }
      }
    } fold: { sample, draw, target, value in
      let map = sample * targets + target
      for y in patches[draw].rows {
        for x in patches[draw].columns { falls.pointer[map * picture.area + y * picture.width + x] += Float(whole[map] - value) }
      }
    }
    var cover = [Float](repeating: 0, count: picture.area)
    for patch in patches {
      for y in patch.rows { for x in patch.columns { cover[y * picture.width + x] += 1 } }
    }
    for i in 0..<falls.count { falls.pointer[i] /= cover[i % picture.area] }
    return Maps(planes: falls)
  }

  struct Patch {
    let rows: Range<Int>
    let columns: Range<Int>
  }

  /// Side by side at the stride, the last ones moved back so that every pixel is covered.
  static func patches(_ picture: Picture, _ settings: Settings) -> [Patch] {
    func ranges(_ size: Int) -> [Range<Int>] {
      let side = min(settings.patch, size)
      var starts = Array(stride(from: 0, through: size - side, by: min(settings.stride, side)))
      if starts.last != size - side { starts.append(size - side) }
      return starts.map { $0..<$0 + side }
    }
    return ranges(picture.height).flatMap { rows in ranges(picture.width).map { Patch(rows: rows, columns: $0) } }
  }
}
