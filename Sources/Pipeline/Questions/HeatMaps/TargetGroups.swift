import PluginHost

extension VisualTarget {
  /// The port at which its gradient enters the model; 1 are the logits.
  private var port: Int { if case .seed(let port, _, _) = self { port } else { 1 } }

  /// Targets one after the other that enter at the same port, as ranges: they share a call. A model may round otherwise in a pass with
  /// gradients of several ports, and a map must not depend on what is asked beside it.
  static func groups(_ targets: [VisualTarget]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    for (i, target) in targets.enumerated() {
      if let last = groups.last, targets[last.lowerBound].port == target.port {
        groups[groups.count - 1] = last.lowerBound..<i + 1
      } else {
        groups.append(i..<i + 1)
      }
    }
    return groups
  }
}

extension HeatMaps {
  /// Maps of the same images by the same method, the targets of one part after those of the other.
  /// - Precondition: there is a part.
  init(joining parts: [HeatMaps]) {
    self = parts[0]
    guard parts.count > 1 else { return }
    let samples = inputs.shape[0]
    targets = parts.flatMap(\.targets)
    func joined(_ tensors: [Tensor]) -> Tensor {
      let rows = (0..<samples).flatMap { row in tensors.flatMap { $0.floats(rows: row..<row + 1) } }
      return Tensor(rows, [samples, targets.count] + tensors[0].shape.suffix(2))
    }
    maps = joined(parts.map(\.maps))
    let raws = parts.compactMap(\.raw)
    let isRaw = raws.count == parts.count && Set(raws.map { Array($0.shape.suffix(2)) }).count == 1
    raw = isRaw ? joined(raws) : nil
    evidence = MapEvidence(joining: parts.map { ($0.evidence, $0.targets.count) }, samples: samples)
  }
}
