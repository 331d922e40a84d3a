import PluginHost

/// Heat maps of some images.
public struct HeatMaps: Sendable {
  /// The maps, `[n, targets, height, width]`.
  public var maps: Tensor
  /// The maps `[n, targets, h, w]` before they were enlarged; nil where they were not.
  public var raw: Tensor?
  /// Names of the targets.
  public var targets: [String]
  public var method: String
  /// The images, `[n, channels, height, width]`.
  public var inputs: Tensor
  /// How far the maps can be believed.
  public var evidence: MapEvidence

  /// The maps of some of the targets.
  public func ofTargets(_ range: Range<Int>) -> HeatMaps {
    var part = self
    let places = (0..<inputs.shape[0]).flatMap { sample in range.map { sample * targets.count + $0 } }
    part.maps = maps.maps(at: places, targets: range.count)
    part.raw = raw?.maps(at: places, targets: range.count)
    part.targets = Array(targets[range])
    part.evidence = evidence.ofMaps(places)
    return part
  }
}

extension Tensor {
  /// Some maps of `[n, targets, h, w]` float32, by place in `[n * targets]`, as `[places / targets, targets, h, w]`.
  fileprivate func maps(at places: [Int], targets: Int) -> Tensor {
    let (size, values) = (Array(shape.suffix(2)), floats)
    let area = size.reduce(1, *)
    return Tensor(places.flatMap { values[$0 * area..<($0 + 1) * area] }, [places.count / targets, targets] + size)
  }
}
