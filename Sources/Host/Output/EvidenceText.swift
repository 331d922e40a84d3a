import Foundation
import Pipeline

/// How far maps can be believed, for people.
enum EvidenceText {
  static func show(_ maps: HeatMaps, names: [String]) {
    let figures = MapEvidence.figureNames.filter { maps.evidence.figures[$0] != nil }
    guard !figures.isEmpty else { return Output.text("The visualizer offers no evidence for \(maps.method).") }
    let rows = names.indices.flatMap { i in
      maps.targets.indices.map { t in
        [names[i], maps.targets[t]]
          + figures.map { String(format: "%.4f", maps.evidence.figures[$0]?[i * maps.targets.count + t] ?? .nan) }
      }
    }
    Output.table(["sample", "target"] + figures.map { $0.replacing("_", with: " ") }, rows)
    Output.text(
      "\ndeletion: area under the probability as the pixels that count most go; lower is better. insertion: as they come; higher."
    )
    guard let correlation = maps.evidence.randomization else { return }
    Output.text(
      String(
        format:
          "randomization: maps of a model with random weights have rank correlation %.2f with these; near 1 they show the image only.",
        correlation))
  }
}
