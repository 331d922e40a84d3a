import Core
import Foundation
import Pipeline
import Store

/// A run in a list: `Run` of docs/openapi.json.
enum RunJSON {
  /// All runs of the project, the newest first.
  static func list(_ project: ServedProject) throws -> JSONValue {
    let runs = try project.store.runs(ofProject: project.plan.name).sorted { $0.id > $1.id }
    return .array(
      try runs.enumerated().map { i, run in
        .object(try members(run, before: i + 1 < runs.count ? runs[i + 1] : nil, in: project.store))
      })
  }

  static func members(_ run: Run, in project: ServedProject) throws -> [String: JSONValue] {
    let before = try project.store.runs(ofProject: project.plan.name).filter { $0.id < run.id }.max { $0.id < $1.id }
    return try members(run, before: before, in: project.store)
  }

  private static func members(_ run: Run, before: Run?, in store: RunStore) throws -> [String: JSONValue] {
    let steps = try store.steps(of: run)
    return [
      "name": .string(run.name), "title": .string(run.title), "note": .string(run.note),
      "created": .number(run.createdAt.timeIntervalSince1970), "finished": .number(run.finishedAt?.timeIntervalSince1970),
      "seconds": .number(steps.reduce(0) { $0 + $1.seconds }), "state": .string(state(of: run, steps, store)),
      "facts": .object(try store.facts(of: run).mapValues { JSONValue.value($0) }),
      "stages": .list(
        steps.map { step in
          .object([
            "name": .string(step.id.description), "state": .string(step.state.rawValue), "seconds": .number(step.seconds),
            "detail": .string(step.failure ?? ""), "files": .texts(step.files), "adopted_from": .text(step.adoptedFrom),
          ])
        }),
      "changed": .list(
        before.map { OptionChanges.between($0.options, run.options) }?.map { change in
          .object(["path": .string(change.path), "before": .text(change.before), "after": .text(change.after)])
        } ?? []),
    ]
  }

  private static func state(of run: Run, _ steps: [StepRecord], _ store: RunStore) -> String {
    if run.finishedAt != nil { return "finished" }
    if store.isUnderWay(run) { return "running" }
    return steps.contains { $0.state == .failed } ? "failed" : "stopped"
  }
}
