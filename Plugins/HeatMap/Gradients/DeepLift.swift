import Kernels
import PluginKit

/// Shrikumar, Greenside, Kundaje 2017, "Learning Important Features Through Propagating Activation Differences", with the rescale rule:
/// gradients in which a ReLU's slope is replaced by its output's difference from the baseline over its input's. A map adds up to
/// the target's difference.
///
/// The model's backward pass runs from one layer to the one before, with the slopes set in between; what of a layer is active at
/// the sample goes through the pass at the sample, the rest through that at the baseline.
struct DeepLift: Method {
  static let name = "deeplift"
  static let needs: Needs = [.gradients, .pieces]
  static let unit = MapUnit.part

  func maps(_ subject: Explanation) throws -> Maps {
    if subject.targets.contains(where: { if case .loss = $0 { true } else { false } }) {
      throw PluginError(
        .unsupported, "method 'deeplift' has no rule for the loss; choose a class, or method 'integrated-gradients'")
    }
    let (size, targets) = (subject.picture.count, subject.targets.count)
    let pieces = try subject.facts.pieces(subject.model).ports
    let baselines = try subject.settings.baseline.pictures(subject)
    let parts = Buffer<Float>(subject.maps * size)
    for sample in 0..<subject.count {
      try subject.call.progress(Double(sample), of: Double(subject.count))
      let pair = try ComparedSample(subject, sample, baseline: baselines.pointer + sample * size, pieces.map(\.port))
      let multipliers = try DeepLiftPass(pair, pieces).inputMultipliers()
      for target in 0..<targets {
        Blend.addScaled(
          multipliers.pointer + target * size, times: 1, from: baselines.pointer + sample * size, to: subject.input(sample),
          count: size, sums: parts.pointer + (sample * targets + target) * size)
      }
    }
    let differences = try differences(subject, from: baselines)
    var maps = Maps(parts, subject, Self.unit)
    maps.gaps = (0..<subject.maps).map { completenessGap(parts.pointer + $0 * size, count: size, difference: differences[$0]) }
    return maps
  }
}

/// One sample on its way back.
private struct DeepLiftPass {
  private let pair: ComparedSample
  private let pieces: [(port: Int, kind: LayerPieces.Kind)]
  private var targets: [Target] { pair.targets }

  init(_ pair: ComparedSample, _ pieces: [(port: Int, kind: LayerPieces.Kind)]) {
    self.pair = pair
    self.pieces = pieces
  }

  /// `[targets, input]`
  func inputMultipliers() throws -> Buffer<Float> {
    let last = pieces.last?.port ?? 0
    var flow = try entering(last, last)
    for (i, piece) in pieces.enumerated().reversed() {
      let before = i == 0 ? 0 : pieces[i - 1].port
      let next = try multipliers(flow, piece, before)
      let own = try entering(before, last)
      Accumulate.add(own.pointer, times: 1, count: own.count, to: next.pointer)
      flow = next
    }
    return flow
  }

  /// The multipliers of the targets that begin at a port: those of the logits come in at the last layer. `[targets, port]`
  private func entering(_ port: Int, _ last: Int) throws -> Buffer<Float> {
    let size = pair.size(port)
    let all = Buffer<Float>(targets.count * size)
    for (t, target) in targets.enumerated() {
      if case .seed(port, let seed) = target { (all.pointer + t * size).update(from: seed.values.baseAddress!, count: size) }
      guard port == last else { continue }
      if case .seed(let own, _) = target, own != logitsPort { continue }
      let gradient = try pair.gradient([target], towards: port)
      (all.pointer + t * size).update(from: gradient.pointer, count: size)
    }
    return all
  }

  /// From a layer's multipliers those of the one before, `[targets, before]`.
  private func multipliers(
    _ flow: Buffer<Float>, _ piece: (port: Int, kind: LayerPieces.Kind), _ before: Int
  ) throws -> Buffer<Float> {
    let (size, small) = (pair.size(piece.port), pair.size(before))
    let factors = try factors(piece, before)
    let seeds = Buffer<Float>(targets.count * 2 * size)
    let chained = targets.indices.map { t -> Target in
      let own = seeds.pointer + t * 2 * size
      for i in 0..<size {
        own[i] = flow.pointer[t * size + i] * factors.sample[i]
        own[size + i] = flow.pointer[t * size + i] * factors.baseline[i]
      }
      return .seed(port: piece.port, TensorView(own, shape: pair.shape(piece.port)))
    }
    let both = try withExtendedLifetime(seeds) { try pair.gradient(chained, towards: before) }
    let result = Buffer<Float>(targets.count * small)
    for t in targets.indices {
      for i in 0..<small {
        let sum = both.pointer[t * small + i] + both.pointer[(targets.count + t) * small + i]
        if case .selection = piece.kind {
          let difference = pair.difference(before, i)
          result.pointer[t * small + i] = difference == 0 ? 0 : sum / difference
        } else {
          result.pointer[t * small + i] = sum
        }
      }
    }
    return result
  }

  /// What a layer's multipliers are multiplied with before they go through the pass at the sample and that at the baseline.
  private func factors(
    _ piece: (port: Int, kind: LayerPieces.Kind), _ before: Int
  ) throws -> (sample: [Float], baseline: [Float]) {
    let size = pair.size(piece.port)
    let (a, b) = (pair.values(piece.port, 0), pair.values(piece.port, 1))
    let none = [Float](repeating: 0, count: size)
    switch piece.kind {
    case .linear: return ([Float](repeating: 1, count: size), none)
    case .selection:
      // The larger of the two is what the sample's winner has over the baseline, the rest falls to the baseline's.
      return ((0..<size).map { max(a[$0], b[$0]) - b[$0] }, (0..<size).map { a[$0] - max(a[$0], b[$0]) })
    case .rectified:
      let slopes = try pair.slopes(piece.port, before)
      return ((0..<size).map { a[$0] > 0 ? slopes[$0] : 0 }, (0..<size).map { a[$0] > 0 ? 0 : slopes[$0] })
    }
  }
}
