import Synchronization

/// The heat maps that a session painted last, and the randomization checks that it made: a question about the evidence of maps
/// that a person sees paints none of them again. Small questions alone are kept.
final class HeatMapCache: Sendable {
  /// What kept values are of.
  struct Key: Hashable, Sendable {
    let run: String
    /// Names of the samples; empty for a check, which is of a method.
    let samples: [String]
    /// What was asked, without evidence, and with the method named.
    let request: HeatMapRequest
  }

  /// Values of one answer that is kept, 4 MB: all classes of a sample, as the page shows them.
  private static let mostValues = 1 << 20

  private let maps = Mutex(Recent<HeatMaps>(limit: 8))
  private let checks = Mutex(Recent<Double>(limit: 64))

  func maps(of key: Key) -> HeatMaps? { maps.withLock { $0.value(of: key) } }

  func keep(_ painted: HeatMaps, of key: Key) {
    guard painted.maps.count + painted.inputs.count + (painted.raw?.count ?? 0) <= Self.mostValues else { return }
    maps.withLock { $0.keep(painted, of: key) }
  }

  func randomization(of key: Key) -> Double? { checks.withLock { $0.value(of: key) } }

  func keep(randomization: Double, of key: Key) { checks.withLock { $0.keep(randomization, of: key) } }
}

/// The values that were used last, the latest at the end.
private struct Recent<Value> {
  let limit: Int
  private var entries: [(key: HeatMapCache.Key, value: Value)] = []

  init(limit: Int) { self.limit = limit }

  mutating func value(of key: HeatMapCache.Key) -> Value? {
    guard let place = entries.firstIndex(where: { $0.key == key }) else { return nil }
    entries.append(entries.remove(at: place))
    return entries.last?.value
  }

  mutating func keep(_ value: Value, of key: HeatMapCache.Key) {
    entries.removeAll { $0.key == key }
    entries.append((key, value))
    if entries.count > limit { entries.removeFirst() }
  }
}
