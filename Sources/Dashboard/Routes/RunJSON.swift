import Core
import Foundation
import Pipeline
import Store

/// A run in a list: `Run` of docs/openapi.json.
enum RunJSON {
  /// All runs of the project, the newest first.
  static func list(_ desk: ServedProject) throws -> JSONValue {
    let runs = try desk.store.runs(ofProject: desk.plan.name).sorted { $0.id > $1.id }
    return .array(
      try runs.enumerated().map { i, run in
        .object(try members(run, before: i + 1 < runs.count ? runs[i + 1] : nil, in: desk.store))
      })
  }

  static func members(_ run: Run, in desk: ServedProject) throws -> [String: JSONValue] {
    let before = try desk.store.runs(ofProject: desk.plan.name).filter { $0.id < run.id }.max { $0.id < $1.id }
    return try members(run, before: before, in: desk.store)
  }

  private static func members(_ run: Run, before: Run?, in store: RunStore) throws -> [String: JSONValue] {
    let stages = try store.stages(of: run).sorted { order(of: $0.name) < order(of: $1.name) }
    return [
      "name": .string(run.name), "title": .string(run.title), "note": .string(run.note),
      "created": .number(run.createdAt.timeIntervalSince1970), "finished": .number(run.finishedAt?.timeIntervalSince1970),
      "seconds": .number(stages.reduce(0) { $0 + $1.seconds }), "state": .string(state(of: run, stages, store)),
      "facts": .object(try store.facts(of: run).mapValues { JSONValue.value($0) }),
      "stages": .list(
        stages.map { stage in
          .object([
            "name": .string(stage.name), "state": .string(stage.state.rawValue), "seconds": .number(stage.seconds),
            "detail": .string(stage.detail), "adopted_from": .text(stage.adoptedFrom),
          ])
        }),
      "changed": .list(
        before.map { OptionChanges.between($0.options, run.options) }?.map { change in
          .object(["path": .string(change.path), "before": .text(change.before), "after": .text(change.after)])
        } ?? []),
    ]
  }

  private static func state(of run: Run, _ stages: [StageRecord], _ store: RunStore) -> String {
    if run.finishedAt != nil { return "finished" }
    if store.isUnderWay(run) { return "running" }
    return stages.contains { $0.state == .failed } ? "failed" : "stopped"
  }

  /// As the pipeline has them; components by name.
  private static func order(of stage: String) -> String {
    let first = stage.split(separator: "/").first.map(String.init) ?? stage
    let place = StageName.allCases.firstIndex { $0.rawValue == first } ?? StageName.allCases.count
    return "\(place) \(stage)"
  }
}
