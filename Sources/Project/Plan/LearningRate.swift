import Foundation

/// How the learning rate changes while a model trains: a function of the position alone, so that a resumed training goes on
/// exactly as it would have.
public enum LearningRateSchedule: Sendable, Equatable {
  case constant
  /// Falls along half a cosine to `floor` times the rate (Loshchilov & Hutter 2017).
  case cosine(floor: Double)
  /// Times `factor` after every `every` epochs.
  case step(every: Int, factor: Double)
  /// Rises from rate / `start` to the rate during the share `warmup` of all steps, then falls to rate / `end`, both along half
  /// a cosine (Smith & Topin 2018).
  case oneCycle(warmup: Double, start: Double, end: Double)

  /// The rate of one step.
  /// - Parameters:
  ///   - rate: The highest rate.
  ///   - step: From 0, over all epochs; below `epochs * stepsPerEpoch`.
  public func rate(_ rate: Double, step: Int, stepsPerEpoch: Int, epochs: Int) -> Double {
    let last = Double(max(1, epochs * stepsPerEpoch - 1))
    switch self {
    case .constant:
      return rate
    case .cosine(let floor):
      return Self.slide(from: rate, to: rate * floor, at: Double(step) / last)
    case .step(let every, let factor):
      return rate * pow(factor, Double(step / max(1, stepsPerEpoch) / every))
    case .oneCycle(let warmup, let start, let end):
      let peak = warmup * last
      if Double(step) < peak { return Self.slide(from: rate / start, to: rate, at: Double(step) / peak) }
      return Self.slide(from: rate, to: rate / end, at: (Double(step) - peak) / max(1, last - peak))
    }
  }

  private static func slide(from first: Double, to second: Double, at share: Double) -> Double {
    second + (first - second) * (1 + cos(.pi * min(1, share))) / 2
  }

  private enum Kind: String, CaseIterable {
    case constant, cosine, step
    case oneCycle = "one-cycle"
  }

  /// Reads `cosine` or `{kind: cosine, floor: 0.01}`.
  init(_ node: ConfigNode, file: ConfigFile) throws {
    let asMap = node.members == nil ? ConfigNode(.map([.init(key: "kind", mark: node.mark, value: node)]), at: node.mark) : node
    let loose = try MapReader(
      asMap, file: file, subject: "schedule", keys: ["kind", "floor", "every", "factor", "warmup", "start", "end"])
    let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
    let kind = try loose.word("schedule", try loose.required("kind", remedy: "choose from \(known)"), as: Kind.self)
    func map(_ keys: String...) throws -> MapReader {
      try MapReader(asMap, file: file, subject: "schedule \(kind.rawValue)", keys: ["kind"] + keys)
    }
    switch kind {
    case .constant:
      _ = try map()
      self = .constant
    case .cosine:
      self = .cosine(floor: try map("floor").number("floor", in: .from(0, upTo: 1), default: 0))
    case .step:
      let map = try map("every", "factor")
      self = .step(
        every: try map.whole("every", from: 1, to: 1_000_000, default: 1),
        factor: try map.number("factor", in: .above(0, upTo: 1), default: 0.5))
    case .oneCycle:
      let map = try map("warmup", "start", "end")
      self = .oneCycle(
        warmup: try map.number("warmup", in: .from(0, upTo: 1), default: 0.3),
        start: try map.number("start", in: .from(1, upTo: 1e6), default: 25),
        end: try map.number("end", in: .from(1, upTo: 1e9), default: 10_000))
    }
  }
}
