/// Ten maps, one a class, of each picture.
struct Bench {
  let method: String
  let explainer: Explainer
  let pictures: [Float]

  /// In batches of 64, as Leap sends them.
  func all(_ count: Int) throws {
    for low in stride(from: 0, to: count, by: 64) { try maps(low, min(64, count - low)) }
  }

  /// The median time of one picture, in milliseconds.
  func one() throws -> Double {
    for i in 0..<20 { try maps(i, 1) }
    let times = try (0..<200).map { i in
      let start = ContinuousClock.now
      try maps(i % 64, 1)
      return (ContinuousClock.now - start) / .milliseconds(1)
    }
    return times.sorted()[100]
  }

  private func maps(_ first: Int, _ count: Int) throws {
    _ = try explainer.render(
      method, Array(pictures[first * 784..<(first + count) * 784]), count: count, targets: (0..<10).map { .score($0) },
      options: #"{"steps": 50, "max_steps": 50}"#)
  }
}
