import Core
import Foundation
import Pipeline
import Synchronization

/// Shows a pipeline's events on standard error: a bar with rate and time left for a person, lines for a log.
final class ProgressReport: Sendable {
  private let isQuiet: Bool
  private let state = Mutex(State())

  private struct State {
    var stage = ""
    var started = Date()
    var firstDone: Double?
    var lastShown = Date.distantPast
  }

  /// - Parameter isQuiet: only warnings.
  init(isQuiet: Bool = false) { self.isQuiet = isQuiet }

  var reporter: Reporter { { event in self.show(event) } }

  private func show(_ event: PipelineEvent) {
    switch event {
    case .warning(let text): Terminal.warning(text)
    case .note(let text): if !isQuiet { Terminal.line("  " + text.replacing("\n", with: "\n  ")) }
    case .stageStarted(let name):
      state.withLock { $0 = State(stage: name) }
      if !isQuiet { Terminal.transient("\(name) ...") }
    case .progress(let stage, let done, let total, let unit, let note): if !isQuiet { progress(stage, done, total, unit, note) }
    case .epoch(let epoch): if !isQuiet { Terminal.line(Self.line(for: epoch)) }
    case .stageFinished(let stage):
      guard !isQuiet else { return }
      let name = stage.name.padding(toLength: 9, withPad: " ", startingAt: 0)
      Terminal.line("\(name) \(stage.cached ? "unchanged" : String(format: "%.1f s", stage.seconds))")
    }
  }

  private func progress(_ stage: String, _ done: Double, _ total: Double, _ unit: String, _ note: String) {
    // A plugin may say anything.
    guard Terminal.isInteractive, done.isFinite, total.isFinite else { return }
    let text: String? = state.withLock { state in
      let now = Date()
      let first = state.firstDone ?? done
      if state.firstDone == nil { (state.firstDone, state.started) = (done, now) }
      guard now.timeIntervalSince(state.lastShown) >= 0.1 || done >= total else { return nil }
      state.lastShown = now
      let rate = (done - first) / max(now.timeIntervalSince(state.started), 1e-6)
      let share = total > 0 ? min(max(done / total, 0), 1) : 0
      let cells = 24
      let full = Int(share * Double(cells))
      let bar = String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
      var line =
        "\((stage.isEmpty ? state.stage : stage).padding(toLength: 9, withPad: " ", startingAt: 0)) \(bar) \(Int(share * 100)) %"
      if rate > 0, done > first {
        line += String(format: "  %.0f ", rate) + (unit.isEmpty ? "s" : unit + "/s")
        line += "  \(Self.duration((total - done) / rate)) left"
      }
      return note.isEmpty ? line : line + "  \(note)"
    }
    if let text { Terminal.transient(text) }
  }

  static func line(for epoch: EpochSummary) -> String {
    var line = "  epoch \(epoch.epoch)/\(epoch.epochs)  loss \(String(format: "%.4f", epoch.trainingLoss))"
    line += "  accuracy \(String(format: "%.4f", epoch.trainingAccuracy))"
    if let loss = epoch.validationLoss, let accuracy = epoch.validationAccuracy {
      line += "  validation loss \(String(format: "%.4f", loss)) accuracy \(String(format: "%.4f", accuracy))"
    }
    return line + "  \(String(format: "%.1f", epoch.seconds)) s"
  }

  private static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 360_000 else { return "?" }
    let whole = Int(seconds.rounded(.up))
    return whole < 60
      ? "\(whole) s" : whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole / 60 % 60) min"
  }
}
