import Analytics
import Core
import ProjectConfiguration
import Store

/// Holds a run to the bars of leap.yaml. Reads the store alone; the same seed gives the same intervals.
public struct GateCheck: Sendable {
  private let open: OpenRun
  private let plan: ProjectPlan

  /// - Parameter plan: The project that the bars are from.
  public init(_ open: OpenRun, plan: ProjectPlan) {
    self.open = open
    self.plan = plan
  }

  /// What becomes of each bar, in this order.
  /// - Throws: `LeapError` with the place of a bar that names something that is not there.
  public func results(of gates: [GateEntry]) throws -> [GateResult] {
    try gates.map { gate in
      do {
        return try result(of: gate)
      } catch var error as LeapError where error.kind == .usage {
        error.place = plan.source.place(gate.mark)
        error.doing = "test '\(gate.name)'" + (error.doing.isEmpty ? "" : ", \(error.doing)")
        throw error
      }
    }
  }

  private func result(of gate: GateEntry) throws -> GateResult {
    let baseline = try gate.baseline.flatMap { try self.baseline($0) }
    let samples = try GateSamples(gate, open, beside: baseline)
    let bootstrap = Bootstrap(resamples: gate.resamples, seed: plan.seed)
    let value = samples.own.value
    var checks: [GateResult.Check] = []
    func add(_ kind: GateResult.Check.Kind, _ limit: Double, _ margin: (Double) -> Double) {
      let margin = value.map(margin)
      checks.append(.init(kind: kind, passed: margin.map { $0 >= 0 } ?? false, limit: limit, margin: margin, baseline: nil))
    }
    if let least = gate.least { add(.atLeast, least) { $0 - least } }
    if let most = gate.most { add(.atMost, most) { most - $0 } }
    var note: String?
    if let baseline, let other = samples.other {
      checks.append(try compare(gate, samples, other, baseline.run.name, bootstrap))
    } else if gate.baseline != nil {
      note = "there is no earlier run to compare with"
      checks.append(.init(kind: .notWorseThan, passed: true, limit: nil, margin: nil, baseline: nil))
    }
    return GateResult(
      name: gate.name, figure: samples.figure, samples: samples.own.count, value: value,
      interval: bootstrap.interval(of: samples.own),
      checks: checks, note: note)
  }

  /// Fails where the figure is surely worse by more than the tolerance: its difference's whole interval is, or, for accuracy without a
  /// tolerance, McNemar's test says so.
  private func compare(
    _ gate: GateEntry, _ samples: GateSamples, _ other: Measured, _ name: String, _ bootstrap: Bootstrap
  ) throws -> GateResult.Check {
    let sign: Double
    switch gate.direction ?? samples.direction {
    case .up: sign = 1
    case .down: sign = -1
    case .none:
      throw LeapError(
        .usage, doing: "", problem: "it is not known which way of '\(samples.figure)' is better",
        remedy: "add direction: up, or down")
    }
    guard let value = samples.own.value, let limit = other.value else {
      return .init(
        kind: .notWorseThan, passed: false, limit: other.value, margin: nil, baseline: .init(run: name, interval: nil, p: nil))
    }
    let interval = bootstrap.interval(ofDifference: samples.own, other)
    let margin = sign * (value - limit) + gate.tolerance
    let best = interval.map { sign > 0 ? $0.upper : -$0.lower }
    var isSurelyWorse = margin < 0 && best.map { $0 < -gate.tolerance } ?? true
    var p: Double?
    if let (own, others) = samples.rights {
      p = McNemar(own, others).p
      if gate.tolerance == 0 { isSurelyWorse = margin < 0 && (p ?? 1) < 0.05 }
    }
    return .init(
      kind: .notWorseThan, passed: !isSurelyWorse, limit: limit, margin: margin,
      baseline: .init(run: name, interval: interval, p: p))
  }

  /// Another evaluated run of the project; nil for `previous` where there is none.
  private func baseline(_ name: String) throws -> OpenRun? {
    guard name == GateEntry.previous else { return try OpenRun(store: open.store, project: open.run.project, name: name) }
    let earlier = try open.store.runs(ofProject: open.run.project).filter { $0.id < open.run.id }.sorted { $0.id > $1.id }
    let found = try earlier.first { try open.store.step(.evaluate, of: $0)?.state == .finished }
    return try found.map { try OpenRun(store: open.store, project: open.run.project, name: $0.name) }
  }
}
