import Kernels
import TestHost
import Testing

@testable import HeatMap

/// The figures beside a map, where they can be worked out by hand.
@Suite struct EvidenceTests {
  /// score(0) is the sum of the first row's pixels, score(1) is 0.
  private func rowModel() throws -> Explainer {
    let engine = Engine(try Network(input: Shape(1, 4, 4), classes: 2, layers: [.dense(2)]))
    var state = engine.state()
    state[0].values = (0..<32).map { $0 < 4 ? 1 : 0 }
    state[1].values = [0, 0]
    try engine.load(state)
    return Explainer(view: EngineView(engine))
  }

  private let picture: [Float] = (0..<16).map { 0.25 + Float($0 % 5) / 8 }

  @Test func curvesOfALinearModelByHand() throws {
    let seed: [Float] = [1, 0]
    let result = try rowModel().render(
      "input-x-gradient", picture, count: 1, targets: [.score(0), .seed(port: 1, seed)],
      options: #"{"evidence": true, "curve_steps": 16, "blur": 0.5}"#)
    #expect(result.shapes["deletion_curve"] == [1, 2, 17] && result.shapes["deletion"] == [1, 2])
    // Pixels of the first row go first, the largest before: what is left of the score after each.
    let row = picture[..<4].map(Double.init).sorted(by: >)
    let left = (0...16).map { k in row.dropFirst(k).reduce(0, +) }
    let curve = result.tensors["deletion_curve"]!
    for k in 0...16 {
      let probability = 1 / (1 + exponential(-left[k]))
      #expect(abs(curve[k] - probability) < 1e-6, "probability after \(k) pixels")
      #expect(abs(curve[17 + k] - left[k] / left[0]) < 1e-6, "share after \(k) pixels")
    }
    for (area, values) in [(result.tensors["deletion"]![0], curve[..<17]), (result.tensors["deletion"]![1], curve[17...])] {
      let points = Array(values)
      let trapezoids: [Double] = (1..<17).map { i in (points[i] + points[i - 1]) / 32 }
      #expect(abs(area - trapezoids.reduce(0, +)) < 1e-9)
    }
    let insertion = result.tensors["insertion_curve"]!
    #expect(abs(insertion[17]) < 1e-6 && abs(insertion[33] - 1) < 1e-6)
    #expect(abs(insertion[16] - curve[0]) < 1e-6, "all pixels back: the picture")
  }

  @Test func aMapThatForetellsAllHasNoInfidelity() throws {
    let explainer = try rowModel()
    for method in ["input-x-gradient", "saliency", "integrated-gradients"] {
      let result = try explainer.render(
        method, picture, count: 1, targets: [.score(0), .score(1)], options: #"{"evidence": true}"#)
      let infidelity = result.tensors["infidelity"]!
      #expect(infidelity[0] < 1e-9, "\(method) of a linear score")
      #expect(infidelity[1] == 0, "nothing falls where the score is constant")
    }
    let blind = try explainer.render("vargrad", picture, count: 1, targets: [.score(0)], options: #"{"evidence": true}"#)
    #expect(blind.tensors["infidelity"]![0] == 1, "the gradients of a linear model do not vary, so that map is 0")
  }

  @Test func sensitivityIsTheLargestMove() throws {
    let explainer = try rowModel()
    let still = try explainer.render("saliency", picture, count: 1, targets: [.score(0)], options: #"{"evidence": true}"#)
    #expect(still.tensors["sensitivity"]! == [0], "a linear model has one gradient")
    let options = #"{"evidence": true, "radius": 0.1, "neighbors": 40}"#
    let moved = try explainer.render("input-x-gradient", picture, count: 1, targets: [.score(0)], options: options)
      .tensors["sensitivity"]![0]
    let row = picture[..<4].map(Double.init)
    let length = dot(row, row).squareRoot()
    let radius = 0.1 * Double(picture.max()! - picture.min()!)
    #expect(moved > 0.5 * radius * 2 / length && moved <= radius * 2 / length, "4 pixels move by at most the radius")
  }

  /// A host that shows maps first asks for their evidence later: it is the same as if both had been asked for at once, to the last bit.
  @Test(arguments: ["gradcam", "integrated-gradients", "guided-backprop", "occlusion"])
  func evidenceOfMapsThatAreBroughtAlong(_ method: String) throws {
    let explainer = Explainer(view: EngineView(try ToyNet().engine))
    let (pictures, targets) = (ToyNet.pictures(2), [Wanted.score(0), .loss])
    func render(_ options: String?, _ maps: [Float]? = nil) throws -> Recorder {
      try explainer.render(method, pictures, count: 2, targets: targets, labels: [0, 1], options: options, maps: maps)
    }
    let wanted = #"{"evidence": true}"#
    let (both, alone) = (try render(wanted), try render(nil))
    let maps = try #require(alone.tensors["map"]).map { Float($0) }
    let later = try render(wanted, maps)
    #expect(later.tensors["map"] == nil && alone.tensors["deletion"] == nil)
    for name in ["deletion", "deletion_curve", "insertion", "insertion_curve", "infidelity", "sensitivity"] {
      #expect(later.tensors[name] == both.tensors[name] && later.tensors[name] != nil, "\(name)")
    }
    // Of other maps it is another.
    #expect(try render(wanted, maps.map { -$0 }).tensors["deletion"] != both.tensors["deletion"])
    #expect(try render(nil, maps).tensors["map"] == alone.tensors["map"], "without the option maps are painted")
  }

  @Test func wrongMapsAreRefused() throws {
    let explainer = Explainer(view: EngineView(try ToyNet().engine))
    for maps in [[Float](repeating: 0, count: 30), [Float](repeating: .nan, count: 36)] {
      #expect(throws: Refused.self) {
        try explainer.render(
          "saliency", ToyNet.pictures(1), count: 1, targets: [.score(0)], options: #"{"evidence": true}"#, maps: maps)
      }
    }
  }

  /// On real digits a method must beat a map that is upside down.
  @Test func betterMapsGetBetterFigures() throws {
    let explainer = Explainer(view: EngineView(try Fixture.engine()))
    let labels = try Fixture.labels(8)
    for method in ["gradcam", "integrated-gradients", "smoothgrad", "occlusion", "rise"] {
      var (own, other) = (0.0, 0.0)
      for (i, label) in labels.enumerated() {
        let image = Array(try Fixture.images(8)[i * 784..<(i + 1) * 784])
        let result = try explainer.render(
          method, image, count: 1, targets: [.score(Int(label)), .seed(port: 1, (0..<10).map { $0 == label ? -1 : 0 })],
          options: #"{"evidence": true, "neighbors": 1, "perturbations": 8, "masks": 300, "samples": 8, "max_steps": 50}"#)
        own += result.tensors["insertion"]![0] - result.tensors["deletion"]![0]
        other += result.tensors["deletion"]![0]
      }
      #expect(own > 0 && other < 5, "\(method): insertion above deletion by \(own / 8), deletion \(other / 8)")
    }
  }
}
