import Core

/// Words for what is wrong with what a visualizer handed over, always with the name of the field.
struct PayloadCheck {
  /// The name of the visualizer.
  let name: String

  func fault(_ field: String, _ problem: String) -> LeapError {
    LeapError(
      .plugin, doing: "drawing visualizer '\(name)'", problem: "\(field) \(problem)", remedy: "mend what the visualizer returns")
  }

  func require(_ holds: Bool, _ field: String, _ problem: @autoclosure () -> String) throws {
    if !holds { throw fault(field, problem()) }
  }

  func finite(_ field: String, _ values: [Float]) throws {
    if let i = values.firstIndex(where: { !$0.isFinite }) { throw fault(field, "has \(values[i]) at place \(i)") }
  }

  func range(_ field: String, _ values: [Float], _ range: ClosedRange<Float>) throws {
    try finite(field, values)
    // Room for what rounding in a plugin's scaling leaves.
    let slack = (range.upperBound - range.lowerBound) * 1e-3
    if let i = values.firstIndex(where: { $0 < range.lowerBound - slack || $0 > range.upperBound + slack }) {
      throw fault(field, "has \(values[i]) at place \(i), outside of \(range.lowerBound)...\(range.upperBound)")
    }
  }

  /// The sizes are all above 0 and together those of `count` values.
  func shape(_ field: String, _ shape: [Int], dimensions: Int, count: Int) throws {
    let isSound = shape.count == dimensions && shape.allSatisfy { $0 > 0 && $0 <= 16384 }
    try require(isSound, field, "is of shape \(shape), not of \(dimensions) sizes from 1 to 16384")
    let wanted = shape.reduce(1, *)
    try require(count == wanted, field, "has \(count) values for shape \(shape), which needs \(wanted)")
  }

  /// Labels are places in `names`, or -1.
  func labels(_ field: String, _ labels: [Int], names: Int) throws {
    if let i = labels.firstIndex(where: { $0 < -1 || $0 >= names }) {
      throw fault(field, "has label \(labels[i]) at place \(i), and there are \(names) names")
    }
  }
}
