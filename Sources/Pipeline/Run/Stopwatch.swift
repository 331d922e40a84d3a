/// Measures wall-clock time from when it is made.
struct Stopwatch {
  private let start = ContinuousClock.now
  var seconds: Double {
    let passed = ContinuousClock.now - start
    return Double(passed.components.seconds) + Double(passed.components.attoseconds) * 1e-18
  }
}
