import Analytics
import Core
import Dashboard
import Foundation
import Pictures
import Pipeline
import ProjectConfiguration
import Store

/// A whole run as sections: figures, map, charts, confusion matrix, findings, and the worst samples with their heat maps.
struct RunReport {
  let plan: ProjectPlan
  let open: OpenRun
  /// Findings that are listed.
  private static let mostFindings = 30
  /// Misread samples that are shown.
  private static let mostSamples = 12

  /// - Parameters:
  ///   - session: draws the heat maps; nil where the project's plugins cannot be loaded.
  ///   - warn: gets a sentence about each part that had to be left out.
  func page(session: Session?, environment: [String: String], warn: (String) -> Void) async throws -> HTMLPage {
    var sections = [try figures()]
    var style = ""
    do {
      let map = try ReportMap(open, environment: environment)
      style = map.style
      sections.append(
        .live(title: "Population map", note: "drag to move, turn the wheel to zoom; dot size is loss", html: map.html))
    } catch let error as LeapError {
      warn("the report has no map: \(error.problem)")
    }
    sections += try charts()
    let findings = try findings()
    if let findings { sections.append(findings) }
    do {
      if let session, let worst = try await worst(session) { sections.append(worst) }
    } catch let error as LeapError {
      warn("the report has no heat maps: \(error.problem)")
    }
    return HTMLPage(title: "\(plan.name), \(open.run.name)", subtitle: subtitle, sections: sections, style: style)
  }

  private var subtitle: String {
    "\(open.rows.count) samples, made \(open.run.createdAt.formatted(.iso8601.year().month().day())) by leap-host \(leapVersion)"
  }

  private func figures() throws -> PageSection {
    let facts = try open.store.facts(of: open.run)
    func number(_ name: String) -> String {
      if case .float64(let value)? = facts[name] { String(format: "%.4f", value) } else { "-" }
    }
    return .grid(
      title: "Figures", note: "", header: ["subset", "samples", "accuracy", "loss"],
      rows: open.dataset.subsets.filter { $0.count > 0 }.map {
        [$0.name, "\($0.count)", number("\($0.name)_accuracy"), number("\($0.name)_loss")]
      })
  }

  private func charts() throws -> [PageSection] {
    var sections = try plan.charts.map { saved -> PageSection in
      switch saved.kind {
      case .chart:
        let result = try ChartQuestions(open).result(of: try saved.question(file: plan.source), over: saved.source)
        return .picture(title: saved.title, note: result.notes.joined(separator: "; "), try result.picture(title: "").drawn())
      case .confusionMatrix: return try confusion(title: saved.title)
      }
    }
    if !plan.charts.contains(where: { $0.source == .batches }) {
      let losses = ChartQuery(x: .init("step", .bins(100)), y: .init("loss"))
      let result = try ChartQuestions(open).result(of: losses, over: .batches)
      if !result.groups.isEmpty {
        sections.insert(.picture(title: "Loss in training", note: "", try result.picture(title: "").drawn()), at: 0)
      }
    }
    if !plan.charts.contains(where: { $0.kind == .confusionMatrix }) { sections.append(try confusion(title: "Confusion matrix")) }
    return sections
  }

  private func confusion(title: String) throws -> PageSection {
    let counts = try MetricQuestions(open).confusion().rows
    let picture = Pictures.ConfusionMatrix(counts: counts, names: open.dataset.classNames, title: "")
    return .picture(title: title, note: "", try picture.drawn())
  }

  private func findings() throws -> PageSection? {
    let found = try InsightQuestions(open).all()
    if found.isEmpty { return nil }
    let left = found.count - Self.mostFindings
    return .grid(
      title: "Findings", note: left > 0 ? "the most severe of \(found.count)" : "the most severe first",
      header: ["severity", "kind", "state", "samples", "what"],
      rows: found.prefix(Self.mostFindings).map {
        [String(format: "%.2f", $0.severity), $0.kind, $0.state.rawValue, "\($0.members.count)", $0.title]
      })
  }

  /// Each sample beside the maps of what it was taken for and of its loss.
  private func worst(_ session: Session) async throws -> PageSection? {
    let samples = try SampleQuestions(open).worstMisread(Self.mostSamples)
    if samples.isEmpty { return nil }
    let maps = try await HeatMapQuestions(session).maps(
      of: samples, HeatMapRequest(targets: [.prediction, .loss], isPicture: true), in: open)
    return .picture(
      title: "Worst samples", note: "image, what spoke for the prediction, what drove the loss; \(maps.method)",
      WorstSamples(open: open, samples: samples, prediction: maps.ofTargets(0..<1), loss: maps.ofTargets(1..<2)).drawn())
  }
}
