import Foundation

extension Double {
  /// The number with a fixed count of decimals, rounded, e.g. `0.5000`.
  public func fixed(_ decimals: Int) -> String { String(format: "%.\(decimals)f", self) }
}
