import Foundation

/// Maps numbers to 0...1, with ticks at 1, 2 or 5 times a power of ten.
struct Scale: Hashable, Sendable {
  let low: Double
  let high: Double
  let isLog: Bool

  /// Covers `values`, widened to a few steps of the ticks or, if logarithmic, to whole powers of ten.
  ///
  /// Without values, 0...1; around a single one, some room. Logarithmic scales leave out what is not above 0.
  init(covering values: some Sequence<Double>, isLog: Bool = false, fromZero: Bool = false, widened: Bool = true) {
    self.isLog = isLog
    let values = values.filter { $0.isFinite && (!isLog || $0 > 0) } + (fromZero && !isLog ? [0] : [])
    guard var low = values.min(), var high = values.max() else {
      (self.low, self.high) = isLog ? (0.1, 1) : (0, 1)
      return
    }
    if isLog {
      (low, high) = (pow(10, log10(low).rounded(.down)), pow(10, log10(high).rounded(.up)))
      self.low = max(low, 1e-300)
      self.high = high > low ? high : low * 10
      return
    }
    // Far beyond this, steps between ticks would overflow or vanish.
    (low, high) = (max(low, -1e300), min(high, 1e300))
    let least = max(abs(low), abs(high)) * 1e-9
    if high - low <= least {
      let room = max(abs(high) * 0.1, abs(high) < 1e-300 ? 1 : 1e-300)
      (low, high) = (fromZero && low >= 0 ? 0 : low - room, high + room)
    }
    if widened {
      let step = Self.step(from: low, to: high, atMost: 6)
      (low, high) = ((low / step + 1e-9).rounded(.down) * step, (high / step - 1e-9).rounded(.up) * step)
    }
    self.low = low
    self.high = high
  }

  /// The place of a value: 0 at `low`, 1 at `high`, beyond them for what lies outside. A logarithmic scale puts what is not
  /// above 0 at 0.
  func place(_ value: Double) -> Double {
    if isLog { return value > 0 ? (log10(value) - log10(low)) / (log10(high) - log10(low)) : 0 }
    return (value / 2 - low / 2) / (high / 2 - low / 2)
  }

  /// - Returns: at most `count` rising values within the scale and their labels.
  func ticks(atMost count: Int) -> [(value: Double, label: String)] {
    if isLog {
      let (first, last) = (Int(log10(low).rounded()), Int(log10(high).rounded()))
      let every = max(1, (last - first) / max(count - 1, 1) + ((last - first) % max(count - 1, 1) == 0 ? 0 : 1))
      return stride(from: first, through: last, by: every).map { (pow(10, Double($0)), Figures.short(pow(10, Double($0)))) }
    }
    let step = Self.step(from: low, to: high, atMost: max(count, 2))
    let first = (low / step - 1e-9).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    // A narrow scale may lie between two coarse ticks.
    guard first <= last else { return [(low, Figures.tick(low, step: Self.step(from: low, to: high, atMost: 6)))] }
    return (0...Int(min(last - first, 100))).map { i in
      let value = (first + Double(i)) * step
      return (value, Figures.tick(value, step: step))
    }
  }

  /// The smallest of 1, 2 and 5 times a power of ten that makes at most `count` ticks (Heckbert 1990, with rounding up).
  static func step(from low: Double, to high: Double, atMost count: Int) -> Double {
    let rough = (high / Double(max(count - 1, 1)) - low / Double(max(count - 1, 1)))
    let power = pow(10, log10(rough).rounded(.down))
    for factor in [1.0, 2, 5] where factor * power >= rough * (1 - 1e-9) { return factor * power }
    return 10 * power
  }
}
