import Kernels
import Testing

@testable import HeatMap

/// Class activation maps over the pixels that their cells see: option `enlarge`.
@Suite struct ReceptiveFieldTests {
  private static let fields = #"{"enlarge": "receptive-field"}"#

  /// A picture that moves by two pixels moves the map of conv2, whose cells are two pixels apart, by two pixels; stretched to the
  /// picture it moves by 28 / 11.
  @Test func aMapMovesWithThePicture() throws {
    let explainer = Explainer(view: EngineView(try Fixture.engine()))
    // Something in the middle of nothing. The target is all of the layer itself, so that no later layer knows places.
    let random = CounterRandom(3)
    func picture(at column: Int) -> [Float] {
      (0..<784).map { i in
        let (y, x) = (i / 28 - 10, i % 28 - column)
        return (0..<6).contains(y) && (0..<6).contains(x) ? random.uniform(UInt64(y * 6 + x)) : 0
      }
    }
    let port = try #require(explainer.view.engine.network.ports.firstIndex { $0.name == "conv2" })
    let all = [Float](repeating: 1, count: explainer.view.engine.network.ports[port].shape.count)
    func map(_ picture: [Float], _ options: String?) throws -> [Double] {
      try #require(
        try explainer.render(
          "gradcam", picture, count: 1, targets: [.seed(port: port, all)], layer: "conv2", options: options
        ).tensors["map"])
    }
    let (here, there) = (try map(picture(at: 9), Self.fields), try map(picture(at: 11), Self.fields))
    let largest = here.max() ?? 0
    #expect(largest > 0 && here.allSatisfy { $0 >= 0 })
    // Where as many cells see a pixel as anywhere.
    for y in 6..<22 {
      for x in 6..<20 { #expect(abs(there[y * 28 + x + 2] - here[y * 28 + x]) < 1e-4 * largest) }
    }
    let (before, after) = (try map(picture(at: 9), nil), try map(picture(at: 11), nil))
    #expect((6..<20).contains { abs(after[14 * 28 + $0 + 2] - before[14 * 28 + $0]) > 0.01 * largest })
  }

  /// The toy's convolution has kernels of 3 x 3 and no padding: each cell lies over the nine pixels around its middle, and the picture's
  /// corner has but a part of the corner cell.
  @Test func theFieldOfAConvolution() throws {
    let explainer = Explainer(view: EngineView(try ToyNet().engine))
    let result = try explainer.render(
      "gradcam", ToyNet.pictures(2), count: 2, targets: [.score(0), .score(2)], options: Self.fields)
    let (raw, map) = (try #require(result.tensors["raw"]), try #require(result.tensors["map"]))
    #expect(result.shapes["map"] == [2, 2, 6, 6])
    var corners = 0
    for m in 0..<4 {
      let (raw, map) = (Array(raw[m * 16..<m * 16 + 16]), Array(map[m * 36..<m * 36 + 36]))
      for (pixel, cell) in [(0, 0), (5, 3), (30, 12), (35, 15)] where raw[cell] > 0 {
        corners += 1
        #expect(map[pixel] > 0 && map[pixel] < 0.6 * raw[cell], "a corner has two thirds of two thirds at most")
      }
      // Nine cells see a pixel in the middle.
      let around: [Double] = [0, 1, 2, 4, 5, 6, 8, 9, 10].map { raw[$0] }
      #expect(map[14] <= (around.max() ?? 0) + 1e-6 && map[14] >= (around.min() ?? 0) - 1e-6)
    }
    #expect(corners > 0)
  }

  /// With padding the cells look at all of the picture, up to its border: a map of its size stays as it is.
  @Test func aPaddedLayerIsNotSpread() throws {
    let engine = Engine(
      try Network(
        input: Shape(1, 12, 12), classes: 3, layers: [.conv2d(4, kernel: 3, padding: 1), .relu, .maxPool(2), .dense(3)]))
    engine.initialize(seed: 4)
    let explainer = Explainer(view: EngineView(engine))
    let pictures: [Float] = (0..<288).map { (i: Int) -> Float in Float((i * i * 29 + i * 11) % 101) / 101 }
    let result = try explainer.render("gradcam", pictures, count: 2, targets: [.score(1), .score(2)], options: Self.fields)
    #expect(result.tensors["map"] == result.tensors["raw"] && result.tensors["map"]?.contains { $0 > 0 } == true)
  }

  /// Kernels of 5 x 5 over 6 x 6 see the border from everywhere: the map is stretched as without the option.
  @Test func whereItCannotBeToldMapsAreStretched() throws {
    let network = try Network(
      input: Shape(1, 6, 6), classes: 3, layers: [.conv2d(4, kernel: 5), .relu, .dense(3)])
    let engine = Engine(network)
    engine.initialize(seed: 4)
    let explainer = Explainer(view: EngineView(engine))
    let maps = try [nil, Self.fields].map {
      try explainer.render("gradcam", ToyNet.pictures(2), count: 2, targets: [.score(1)], options: $0).tensors["map"]
    }
    #expect(maps[0] == maps[1] && maps[0]?.contains { $0 > 0 } == true)
  }

  /// A model may answer for classes and the loss alone: that is no reason to have no map.
  @Test func aModelWithoutSeedsHasStretchedMaps() throws {
    let maps = try [true, false].map { takesSeeds in
      let view = EngineView(try ToyNet().engine, takesSeeds: takesSeeds)
      return try Explainer(view: view).render(
        "gradcam", ToyNet.pictures(2), count: 2, targets: [.score(1)], options: takesSeeds ? nil : Self.fields
      ).tensors["map"]
    }
    #expect(maps[0] == maps[1] && maps[0]?.contains { $0 > 0 } == true)
  }

  /// What fields a layer has does not depend on who is asked about.
  @Test func aBatchIsManySingles() throws {
    let images = try Fixture.images(3)
    let explainer = Explainer(view: EngineView(try Fixture.engine()))
    func maps(_ images: [Float]) throws -> [Double] {
      try #require(
        try explainer.render("layer-cam", images, count: images.count / 784, targets: [.score(3)], options: Self.fields)
          .tensors["map"])
    }
    let all = try maps(images)
    for i in 0..<3 { #expect(try maps(Array(images[i * 784..<(i + 1) * 784])) == Array(all[i * 784..<(i + 1) * 784])) }
  }
}
