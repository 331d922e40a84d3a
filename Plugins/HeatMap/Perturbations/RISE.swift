import Kernels
import PluginKit

/// Petsiuk, Das, Saenko 2018, "RISE: Randomized Input Sampling for Explanation of Black-box Models": the mean of random masks, each
/// weighted by the target where only the mask shows the picture and the baseline is everywhere else. Needs no gradients.
///
/// The target's mean over all masks is taken off first: the paper's map has it as a constant at every pixel.
struct RISE: Method {
  static let name = "rise"
  static let needs: Needs = []
  static let unit = MapUnit.part

  func maps(_ subject: Explanation) throws -> Maps {
    let (picture, targets, count) = (subject.picture, subject.targets.count, subject.settings.masks)
    guard count * picture.area <= 1 << 27 else {
      throw PluginError(.argument, "\(count) masks of this size need too much memory; take at most \((1 << 27) / picture.area)")
    }
    let baselines = try subject.settings.baseline.pictures(subject)
    let masks = Self.masks(picture, subject.settings, subject.call)
    var values = [Double](repeating: 0, count: subject.maps * count)
    try subject.values(of: Array(0..<subject.count), draws: count) { sample, draw, row in
      Blend.masked(
        subject.input(sample), ground: baselines.pointer + sample * picture.count, mask: masks.pointer + draw * picture.area,
        channels: picture.channels, area: picture.area, output: row)
    } fold: { sample, draw, target, value in
      values[(sample * targets + target) * count + draw] = value
    }
    let maps = Buffer<Float>(subject.maps * picture.area)
    values.withUnsafeBufferPointer { values in
      subject.call.parallel(subject.maps) { _, map in
        let own = UnsafeBufferPointer(rebasing: values[map * count..<(map + 1) * count])
        let mean = own.reduce(0, +) / Double(count)
        let factor = 1 / (Float(count) * subject.settings.share)
        for draw in 0..<count {
          Accumulate.add(
            masks.pointer + draw * picture.area, times: factor * Float(own[draw] - mean), count: picture.area,
            to: maps.pointer + map * picture.area)
        }
      }
    }
    return Maps(planes: maps)
  }

  /// `[masks, height, width]` of 0 to 1: grids of random cells, one cell larger than the picture, enlarged bilinearly and shifted
  /// by a random part of a cell.
  private static func masks(_ picture: Picture, _ settings: Settings, _ call: Call) -> Buffer<Float> {
    let masks = Buffer<Float>(settings.masks * picture.area)
    let (down, across) = (min(settings.grid, picture.height), min(settings.grid, picture.width))
    let (cellHeight, cellWidth) = ((picture.height + down - 1) / down, (picture.width + across - 1) / across)
    let (height, width) = ((down + 1) * cellHeight, (across + 1) * cellWidth)
    let enlarge = Enlarge(height: down + 1, width: across + 1, outHeight: height, outWidth: width)
    let cells = (down + 1) * (across + 1)
    let scratch = Buffer<Float>(call.lanes * (cells + height * width))
    call.parallel(settings.masks) { lane, mask in
      let random = CounterRandom(settings.seed, 0x7269_7365, UInt64(mask))
      let small = scratch.pointer + lane * (cells + height * width)
      for i in 0..<cells { small[i] = random.uniform(UInt64(i)) < settings.share ? 1 : 0 }
      enlarge.run(small, to: small + cells)
      let top = Int(random.uniform(UInt64(cells)) * Float(cellHeight))
      let left = Int(random.uniform(UInt64(cells + 1)) * Float(cellWidth))
      for y in 0..<picture.height {
        (masks.pointer + mask * picture.area + y * picture.width)
          .update(from: small + cells + (top + y) * width + left, count: picture.width)
      }
    }
    return masks
  }
}
