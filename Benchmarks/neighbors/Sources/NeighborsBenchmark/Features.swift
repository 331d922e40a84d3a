import Glibc
import Kernels

/// Real features: what a net has learned of all 70,000 pictures of MNIST after one epoch.
enum Features {
  struct Missing: Error { let path: String }

  /// Trains a net and writes the features of all pictures to `path`, as floats `[70000, d]`.
  static func make(net: String, mnist folder: String, to path: String, parallel: Parallel) throws {
    var pictures: [UInt8] = []
    var classes: [UInt8] = []
    for name in ["train", "t10k"] {
      pictures += try bytes("\(folder)/\(name)-images-idx3-ubyte", skip: 16)
      classes += try bytes("\(folder)/\(name)-labels-idx1-ubyte", skip: 8)
    }
    let images = pictures.map { Float($0) / 255 }
    let labels = classes.map(Int64.init)
    let engine = Engine(try Network(input: Shape(1, 28, 28), classes: 10, layers: Nets.named(net)))
    engine.initialize(seed: 1)
    for first in stride(from: 0, to: 60_000, by: 128) {
      try images.withUnsafeBufferPointer { images in
        try labels.withUnsafeBufferPointer { labels in
          _ = try engine.trainStep(
            images.baseAddress! + first * 784, labels: labels.baseAddress! + first, count: min(128, 60_000 - first),
            learningRate: 1e-3, seed: 1, step: first / 128, on: parallel)
        }
      }
    }
    let width = engine.network.ports[engine.network.features].shape.count
    var features = [Float](repeating: 0, count: labels.count * width)
    try features.withUnsafeMutableBufferPointer { features in
      try images.withUnsafeBufferPointer { images in
        try engine.forward(
          images.baseAddress!, count: labels.count, outputs: [.init(engine.network.features, features.baseAddress!)],
          on: parallel)
      }
    }
    guard let file = fopen(path, "wb") else { throw Missing(path: path) }
    defer { fclose(file) }
    guard fwrite(features, 4, features.count, file) == features.count else { throw Missing(path: path) }
  }

  private static func bytes(_ path: String, skip: Int) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw Missing(path: path) }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    var all = [UInt8](repeating: 0, count: ftell(file) - skip)
    fseek(file, skip, SEEK_SET)
    guard fread(&all, 1, all.count, file) == all.count else { throw Missing(path: path) }
    return all
  }
}
