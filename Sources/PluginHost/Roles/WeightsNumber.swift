import Synchronization

/// The number of a model's weights, which visualizers keep under what they have found out about the model: no two models of this
/// process ever have the same, and a model has another after each call that may have changed its weights, whether or not that
/// call failed.
final class WeightsNumber: Sendable {
  private static let last = Atomic<UInt64>(0)
  private let current = Atomic(WeightsNumber.next())

  /// The number of the weights as they are now, 1 or more.
  var number: UInt64 { current.load(ordering: .acquiring) }

  func renew() { current.store(Self.next(), ordering: .releasing) }

  private static func next() -> UInt64 { last.add(1, ordering: .relaxed).newValue }
}
