import Core
import Foundation
import Pipeline
import ProjectConfiguration
import Store

/// Looks at the store while pages listen, and tells them what other processes have changed.
struct StoreWatch: Sendable {
  let plan: ProjectPlan
  let store: RunStore
  let events: EventHub

  static let interval = Duration.milliseconds(500)
  private static let beat = Duration.seconds(15)

  /// What one run looked like.
  private struct Sight: Equatable {
    var stamp: RunStamp
    var isUnderWay: Bool
    /// The last training step of which a batch is recorded.
    var batch: Int?
    /// When the preview of its map was written.
    var preview: Date?
    /// The step that is under way.
    var step: StepID?
  }

  /// Goes on until it is canceled.
  func run() async throws {
    var (last, mark): ([String: Sight]?, String) = (nil, "")
    var beaten = ContinuousClock.now
    while true {
      try await Task.sleep(for: Self.interval)
      if ContinuousClock.now - beaten >= Self.beat {
        beaten = .now
        events.beat()
      }
      guard events.isHeard else {
        last = nil
        continue
      }
      // Previews are files beside the store, and a process that dies writes nothing.
      let now = store.changeMark
      guard now != mark || last == nil || last?.values.contains(where: \.isUnderWay) == true else { continue }
      mark = now
      // A store that cannot be read for a moment is looked at again.
      guard let sights = try? await BlockingThreads.run({ try look() }) else { continue }
      if let last { tell(from: last, to: sights) }
      last = sights
    }
  }

  private func look() throws -> [String: Sight] {
    var sights: [String: Sight] = [:]
    for run in try store.runs(ofProject: plan.name) {
      let isUnderWay = run.finishedAt == nil && store.isUnderWay(run)
      var sight = Sight(stamp: try store.stamp(of: run), isUnderWay: isUnderWay)
      if isUnderWay {
        sight.batch = try store.lastStep(of: run)
        sight.step = try store.steps(of: run).first { $0.state == .running }?.id
        // No file is no preview.
        let attributes = try? FileManager.default.attributesOfItem(atPath: run.path(PopulationQuestions.previewFile))
        sight.preview = attributes?[.modificationDate] as? Date
      }
      sights[run.name] = sight
    }
    return sights
  }

  private func tell(from last: [String: Sight], to sights: [String: Sight]) {
    let names = Set(last.keys).union(sights.keys).sorted()
    let changed = names.filter { name in
      let (old, new) = (last[name], sights[name])
      return old?.stamp != new?.stamp || old?.isUnderWay != new?.isUnderWay
    }
    if !changed.isEmpty { events.send("runs", .object(["runs": .texts(changed)])) }
    for name in names {
      guard let new = sights[name] else { continue }
      let (old, run) = (last[name], JSONValue.string(name))
      if let batch = new.batch, batch != old?.batch { events.send("training", .object(["run": run, "step": .number(batch)])) }
      if let preview = new.preview, preview != old?.preview { events.send("map", .object(["run": run])) }
      if new.stamp.findings != old?.stamp.findings { events.send("insights", .object(["run": run])) }
      if let step = new.step, new != old {
        events.send(
          "progress",
          .object([
            "run": run, "stage": .string(step.description),
            "done": .number(step == .train ? new.batch.map { $0 + 1 } ?? 0 : 0), "total": .number(0),
            "unit": .string(step == .train ? "steps" : ""), "note": .string(""),
          ]))
      }
    }
  }
}
