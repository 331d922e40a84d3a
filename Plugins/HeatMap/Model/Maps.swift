import Kernels
import PluginKit

/// The maps of a batch.
struct Maps {
  /// `[n, targets, height, width]` of the input.
  let map: Buffer<Float>
  /// `[n, targets, height, width]` of a layer, before it was enlarged.
  var raw: (values: Buffer<Float>, height: Int, width: Int)?
  /// `[n, targets]`, where the method promises that a map's values add up to the target's difference from the baseline: by how
  /// much they do not, as a share of the sum of their magnitudes.
  var gaps: [Double]?
  /// `[n, targets]`: points on the path.
  var steps: [Int64]?

  /// From values for each channel, `[n, targets, channels, height, width]`.
  init(_ values: Buffer<Float>, _ subject: Explanation, _ unit: MapUnit) {
    let picture = subject.picture
    guard picture.channels > 1 else {
      map = values
      return
    }
    let map = Buffer<Float>(subject.maps * picture.area)
    subject.call.parallel(subject.maps) { _, i in
      let (from, to) = (values.pointer + i * picture.count, map.pointer + i * picture.area)
      switch unit {
      case .slope: Channels.largest(from, channels: picture.channels, area: picture.area, to: to)
      case .part: Channels.sum(from, channels: picture.channels, area: picture.area, to: to)
      }
    }
    self.map = map
  }

  /// Those of an earlier call, `[n, targets, height, width]`.
  /// - Throws: `.argument` where they are of another size.
  init(of maps: TensorView<Float>, _ subject: Explanation) throws {
    let shape = [subject.count, subject.targets.count, subject.picture.height, subject.picture.width]
    guard maps.shape == shape else { throw PluginError(.argument, "the maps are \(maps.shape), and the request is for \(shape)") }
    map = Buffer<Float>(overwritten: subject.maps * subject.picture.area)
    if map.count > 0 { map.pointer.update(from: maps.values.baseAddress!, count: map.count) }
  }

  /// Planes of the input's size, `[n, targets, height, width]`.
  init(planes: Buffer<Float>) { map = planes }

  /// From maps of a layer's size, enlarged as the settings say.
  init(enlarging raw: Buffer<Float>, height: Int, width: Int, _ subject: Explanation) throws {
    let picture = subject.picture
    let map = Buffer<Float>(overwritten: subject.maps * picture.area)
    if subject.settings.enlarging == .receptiveField, let field = try subject.facts.field(subject) {
      let spread = CellSpread(
        height: height, width: width, outHeight: picture.height, outWidth: picture.width, down: field.down, across: field.across)
      subject.call.parallel(subject.maps) { _, i in
        spread.run(raw.pointer + i * height * width, to: map.pointer + i * picture.area)
      }
    } else {
      let enlarge = Enlarge(height: height, width: width, outHeight: picture.height, outWidth: picture.width)
      subject.call.parallel(subject.maps) { _, i in
        enlarge.run(raw.pointer + i * height * width, to: map.pointer + i * picture.area)
      }
    }
    self.map = map
    self.raw = (raw, height, width)
  }
}

/// By how much parts fail to add up to a difference, as a share of the sum of their magnitudes; 0 where all is 0.
func completenessGap(_ parts: UnsafePointer<Float>, count: Int, difference: Double) -> Double {
  var (sum, magnitude) = (0.0, 0.0)
  for i in 0..<count {
    sum += Double(parts[i])
    magnitude += abs(Double(parts[i]))
  }
  let gap = abs(sum - difference)
  return gap == 0 ? 0 : gap / max(magnitude, 1e-12)
}
