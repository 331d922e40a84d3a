import Kernels
import PluginKit

/// Facts about a picture of a digit, from its pixels and its label.
final class DigitMetadata: FittedMetadata {
  private static let circle = Option(
    "circle", .list(of: .int(0...)), default: [0, 6, 8, 9], "labels whose digits have a circle in them")

  static let manifest = Manifest(
    id: "digits", title: "Digits",
    summary: "Label, parity, circles, brightness, holes, stroke ends, and distances from the mean images of the classes",
    options: OptionTable(circle))

  let columns = [
    Column("sample_index", .int64, "position of the sample in its subset"),
    Column("label", .int64, "class of the sample"),
    Column("even_odd", .string, "\"even\" or \"odd\", of the label"),
    Column("circle", .bool, "whether digits of this label have a circle in them"),
    Column("brightness", .float64, "mean of the pixels"),
    Column("std", .float64, "standard deviation of the pixels"),
    Column("max", .float64, "largest pixel"),
    Column("min", .float64, "smallest pixel"),
    Column("distance_to_class_mean", .float64, "L2 distance from the mean training image of its class"),
    Column("nearest_other_class", .int64, "of the other classes, the one whose mean training image is nearest"),
    Column("distance_to_nearest_other_class", .float64, "L2 distance from the mean training image of that class"),
    Column("holes", .int64, "pieces of background, of 3 pixels or more, that ink (0.25 or more) encloses"),
    Column("stroke_ends", .int64, "ends of the strokes, which are ink (0.25 or more) thinned to one pixel"),
  ]
  private let circle: Set<Int>
  private var means = ClassMeans()
  private var isFitted = false

  init(options: OptionValues, call: Call) { circle = Set(options[Self.circle]) }

  func fit(_ batch: Batch, call: Call) throws {
    if isFitted { means = ClassMeans() }
    isFitted = false
    try means.add(batch)
  }

  func fitEnd(call: Call) throws {
    if !isFitted { means.finish() }
    isFitted = true
  }

  func extract(_ batch: Batch, into table: Table, call: Call) throws {
    guard isFitted else { throw PluginError(.state, "the class means are not known: the training samples come first") }
    let labels: [Int?] = (0..<batch.count).map { i in
      batch.labels.flatMap { $0.values[i] >= 0 ? Int($0.values[i]) : nil }
    }
    try table.fill(0, batch.indices.map { Int($0) })
    try table.fill(1, labels)
    try table.fill(2, labels.map { $0.map { $0 % 2 == 0 ? "even" : "odd" } })
    try table.fill(3, labels.map { $0.map(circle.contains) })
    let moments = (0..<batch.count).map { i in
      Moments(UnsafeBufferPointer(rebasing: batch.inputs.values[i * batch.sampleSize..<(i + 1) * batch.sampleSize]))
    }
    try table.fill(4, moments.map { $0?.mean })
    try table.fill(5, moments.map { $0?.standardDeviation })
    try table.fill(6, moments.map { $0.map { Double($0.largest) } })
    try table.fill(7, moments.map { $0.map { Double($0.smallest) } })
    try fillDistances(batch, labels, into: table, call: call)
    try table.fill(
      11,
      counts(batch, call: call) { Holes.count($0, channels: $1, height: $2, width: $3, threshold: Self.ink, least: 3) })
    try table.fill(
      12, counts(batch, call: call) { StrokeEnds.count($0, channels: $1, height: $2, width: $3, threshold: Self.ink) })
  }

  /// What is drawn: pixels from here on.
  private static let ink: Float = 0.25

  /// What is counted in each picture, from its pixels, channels, height and width; nil where a sample is no picture.
  private func counts(
    _ batch: Batch, call: Call, _ count: (UnsafePointer<Float>, Int, Int, Int) -> Int
  ) -> [Int?] {
    let shape = batch.inputs.shape
    guard shape.count == 4, batch.sampleSize > 0 else { return Array(repeating: nil, count: batch.count) }
    var counts = [Int?](repeating: nil, count: batch.count)
    counts.withUnsafeMutableBufferPointer { counts in
      // Threads write disjoint elements, and parallel returns when all are done.
      nonisolated(unsafe) let counts = counts
      call.parallel(batch.count) { _, i in
        counts[i] = count(batch.inputs.values.baseAddress! + i * batch.sampleSize, shape[1], shape[2], shape[3])
      }
    }
    return counts
  }

  private func fillDistances(_ batch: Batch, _ labels: [Int?], into table: Table, call: Call) throws {
    let classes = means.classes
    let distances = try means.distances(batch, call: call)
    var own = [Double?](repeating: nil, count: batch.count)
    var other = [Int?](repeating: nil, count: batch.count)
    var distanceToOther = own
    for i in 0..<batch.count {
      guard let label = labels[i] else { continue }
      for (j, name) in classes.enumerated() {
        let distance = distances[i * classes.count + j]
        if name == label {
          own[i] = distance
        } else if distance < distanceToOther[i] ?? .infinity {
          other[i] = name
          distanceToOther[i] = distance
        }
      }
    }
    try table.fill(8, own)
    try table.fill(9, other)
    try table.fill(10, distanceToOther)
  }
}
