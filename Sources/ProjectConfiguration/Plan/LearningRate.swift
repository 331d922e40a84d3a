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

  enum Kind: String, CaseIterable {
    case constant, cosine, step
    case oneCycle = "one-cycle"
  }

  static let table = KeyTable(
    "model.training.schedule",
    [
      Key("kind", .words(of: Kind.self), required: true, "Which of the schedules"),
      Key("floor", .number(.from(0, upTo: 1)), default: .int(0), "Of cosine: the share of the rate at the end"),
      Key("every", .whole(from: 1, to: 1_000_000), default: .int(1), "Of step: epochs between two steps"),
      Key("factor", .number(.above(0, upTo: 1)), default: .double(0.5), "Of step: what each step multiplies the rate by"),
      Key(
        "warmup", .number(.from(0, upTo: 1)), default: .double(0.3), "Of one-cycle: the share of steps in which the rate rises"),
      Key(
        "start", .number(.from(1, upTo: 1e6)), default: .int(25), "Of one-cycle: the first rate is the highest divided by this"),
      Key(
        "end", .number(.from(1, upTo: 1e9)), default: .int(10_000), "Of one-cycle: the last rate is the highest divided by this"),
    ])

  /// Reads `cosine` or `{kind: cosine, floor: 0.01}`.
  init(_ node: ConfigNode, file: ConfigFile) throws {
    let asMap = node.members == nil ? ConfigNode(.map([.init(key: "kind", mark: node.mark, value: node)]), at: node.mark) : node
    let loose = try MapReader(asMap, file: file, subject: "schedule", table: Self.table)
    let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
    let kind = try loose.word("schedule", try loose.required("kind", remedy: "choose from \(known)"), as: Kind.self)
    func map(_ keys: String...) throws -> MapReader {
      try MapReader(asMap, file: file, subject: "schedule \(kind.rawValue)", table: Self.table, only: ["kind"] + keys)
    }
    switch kind {
    case .constant:
      _ = try map()
      self = .constant
    case .cosine:
      self = .cosine(floor: try map("floor").number("floor"))
    case .step:
      let map = try map("every", "factor")
      self = .step(
        every: try map.whole("every"), factor: try map.number("factor"))
    case .oneCycle:
      let map = try map("warmup", "start", "end")
      self = .oneCycle(
        warmup: try map.number("warmup"), start: try map.number("start"), end: try map.number("end"))
    }
  }
}

extension LearningRateSchedule: Encodable {
  /// The keys in leap.yaml.
  private enum CodingKeys: String, CodingKey { case kind, floor, every, factor, warmup, start, end }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    func encode(_ kind: Kind) throws { try container.encode(kind.rawValue, forKey: .kind) }
    switch self {
    case .constant:
      try encode(.constant)
    case .cosine(let floor):
      try encode(.cosine)
      try container.encode(floor, forKey: .floor)
    case .step(let every, let factor):
      try encode(.step)
      try container.encode(every, forKey: .every)
      try container.encode(factor, forKey: .factor)
    case .oneCycle(let warmup, let start, let end):
      try encode(.oneCycle)
      try container.encode(warmup, forKey: .warmup)
      try container.encode(start, forKey: .start)
      try container.encode(end, forKey: .end)
    }
  }
}
