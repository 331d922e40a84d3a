import HeatMap
import Kernels

/// Deletion and insertion (Petsiuk 2018) of maps of the predicted class, worked out apart from the plugin: also of a random map and
/// of an edge detector, which know nothing of the model.
struct Quality {
  let engine: Engine
  let pictures: [Float]
  let count: Int
  private let predictions: [Int]
  private let blurred: [Float]
  private static let steps = 28

  init(_ engine: Engine, _ pictures: [Float]) throws {
    self.engine = engine
    self.pictures = pictures
    count = pictures.count / 784
    var logits = [Float](repeating: 0, count: count * 10)
    try logits.withUnsafeMutableBufferPointer {
      try engine.forward(pictures, count: pictures.count / 784, outputs: [.init(NetworkPort.logits, $0.baseAddress!)], on: hostThreads)
    }
    predictions = (0..<count).map { i in (0..<10).max { logits[i * 10 + $0] < logits[i * 10 + $1] }! }
    var (blurred, scratch) = (pictures, pictures)
    let weights = GaussianBlur.weights(sigma: 3)
    blurred.withUnsafeMutableBufferPointer { blurred in
      for i in 0..<pictures.count / 784 {
        pictures.withUnsafeBufferPointer {
          GaussianBlur.apply(
            $0.baseAddress! + i * 784, height: 28, width: 28, weights: weights, to: blurred.baseAddress! + i * 784,
            scratch: &scratch)
        }
      }
    }
    self.blurred = blurred
  }

  /// A line of JSON a method.
  func report(_ methods: [String], _ explainer: Explainer) throws {
    show("random", try areas(randomMaps))
    show("sobel", try areas(edges))
    for method in methods {
      for (layer, words) in Self.ofLayers.contains(method) ? Self.layers : [(nil, "")] {
        let name = method + words
        show(name, try areas(maps(method, explainer, layer: layer)))
        if layer != nil {
          let options = #"{"enlarge": "receptive-field"}"#
          show("\(name), receptive-field", try areas(maps(method, explainer, layer: layer, options: options)))
        }
      }
    }
  }

  private static let layers: [(String?, words: String)] = [
    ("conv1", " at conv1, before its relu"), ("relu1", " at conv1"), ("conv2", " at conv2, before its relu"),
    ("relu2", " at conv2"),
  ]
  private static let ofLayers: Set = ["gradcam", "guided-gradcam", "gradcam++", "layer-cam", "xgrad-cam", "score-cam"]

  private func show(_ method: String, _ areas: (deletion: Double, insertion: Double)) {
    func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
    print(#"{"method": "\#(method)", "deletion": \#(rounded(areas.deletion)), "insertion": \#(rounded(areas.insertion))}"#)
  }

  /// Each picture with its own class: seeds on the logits, one for each picture.
  private func maps(_ method: String, _ explainer: Explainer, layer: String? = nil, options: String? = nil) throws -> [Float] {
    var maps: [Float] = []
    for low in stride(from: 0, to: count, by: 50) {
      let rows = low..<min(low + 50, count)
      var seeds = [Float](repeating: 0, count: rows.count * 10)
      for (i, row) in rows.enumerated() { seeds[i * 10 + predictions[row]] = 1 }
      maps += try explainer.render(
        method, Array(pictures[rows.lowerBound * 784..<rows.upperBound * 784]), count: rows.count,
        targets: [.seed(port: NetworkPort.logits, seeds)], layer: layer, options: options, references: Array(pictures.prefix(64 * 784))
      ).tensors["map"]!
    }
    return maps
  }

  private var randomMaps: [Float] {
    let random = CounterRandom(1)
    return (0..<pictures.count).map { random.uniform(UInt64($0)) }
  }

  /// The length of Sobel's gradient; pixels outside repeat the edge.
  private var edges: [Float] {
    (0..<pictures.count).map { i in
      let (base, y, x) = (i / 784 * 784, i % 784 / 28, i % 28)
      func at(_ dy: Int, _ dx: Int) -> Float { pictures[base + min(27, max(0, y + dy)) * 28 + min(27, max(0, x + dx))] }
      let across = at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1)
      let down = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1)
      return (across * across + down * down).squareRoot()
    }
  }

  private func areas(_ maps: [Float]) throws -> (deletion: Double, insertion: Double) {
    var sums = (0.0, 0.0)
    let points = Self.steps + 1
    var rows = [Float](repeating: 0, count: 2 * points * 784), logits = [Float](repeating: 0, count: 2 * points * 10)
    for i in 0..<count {
      let own = Array(maps[i * 784..<(i + 1) * 784])
      let order = own.indices.sorted { own[$0] != own[$1] ? own[$0] > own[$1] : $0 < $1 }
      for k in 0..<points {
        let done = (k * 784 + Self.steps / 2) / Self.steps
        for (rank, pixel) in order.enumerated() {
          rows[k * 784 + pixel] = rank < done ? 0 : pictures[i * 784 + pixel]
          rows[(points + k) * 784 + pixel] = rank < done ? pictures[i * 784 + pixel] : blurred[i * 784 + pixel]
        }
      }
      try logits.withUnsafeMutableBufferPointer {
        try engine.forward(rows, count: 2 * points, outputs: [.init(NetworkPort.logits, $0.baseAddress!)], on: hostThreads)
      }
      let shares = (0..<2 * points).map { k in
        let z = logits[k * 10..<(k + 1) * 10].map(Double.init)
        let top = z.max()!
        return exponential(z[predictions[i]] - top) / z.reduce(0) { $0 + exponential($1 - top) }
      }
      func area(_ first: Int) -> Double {
        (1..<points).reduce(0) { $0 + (shares[first + $1] + shares[first + $1 - 1]) / 2 } / Double(Self.steps)
      }
      sums = (sums.0 + area(0) / Double(count), sums.1 + area(points) / Double(count))
    }
    return sums
  }
}
