import KernelTwins
import Kernels
import Testing

@testable import HeatMap

/// Maps of two pictures by a net with weights set by hand, beside what they should be.
struct ToyMaps {
  static let tolerance = 2e-5
  let net: ToyNet
  let explainer: Explainer
  let pictures = ToyNet.pictures(2)

  init() throws {
    net = try ToyNet()
    explainer = Explainer(view: EngineView(net.engine))
  }

  func input(_ sample: Int) -> [Double] { doubles(pictures[sample * 36..<sample * 36 + 36]) }

  /// The target's gradient by differences: a class's score, a difference of scores, the loss.
  func slopes(_ x: [Double], _ target: Int) throws -> [Double] { try gradient(at: x) { try value($0, target) } }

  func value(_ x: [Double], _ target: Int) throws -> Double {
    let logits = try net.logits(x)
    switch target {
    case 0...2: return logits[target]
    case 3: return logits[2] - logits[0]
    default: return referenceCrossEntropy([logits], labels: [1]).loss
    }
  }

  /// Three scores, a difference, the loss.
  let targets: [Wanted] = [.score(0), .score(1), .score(2), .seed(port: 1, [-1, 0, 1]), .loss]

  func expectMaps(
    _ method: String, options: String = "{}", references: [Float]? = nil, tolerance: Double = tolerance,
    _ expected: (_ x: [Double], _ target: Int) throws -> [Double]
  ) throws {
    let result = try explainer.render(
      method, pictures, count: 2, targets: targets, labels: [1, 1], options: options, references: references)
    #expect(result.shapes["map"] == [2, 5, 6, 6])
    let map = try #require(result.tensors["map"])
    for sample in 0..<2 {
      for target in 0..<5 {
        let at = (sample * 5 + target) * 36
        let error = relativeError(map[at..<at + 36], try expected(input(sample), target))
        #expect(error < tolerance, "\(method), sample \(sample), target \(target): \(error)")
      }
    }
  }
}
