import Core
import Foundation
import Pipeline

/// The end of a run for people.
enum RunText {
  /// - Parameters:
  ///   - added: libraries of the command line; what they found is printed whole.
  ///   - worst: the sample to look at first.
  static func print(_ summary: RunSummary, added: [String], worst: SampleID? = nil) {
    if summary.nothingChanged { Output.text("Nothing changed: all stages of \(summary.run) are up to date.") }
    for subset in ["training", "validation", "test"] {
      guard let accuracy = summary.facts["\(subset)_accuracy"], let loss = summary.facts["\(subset)_loss"] else { continue }
      Output.text(String(format: "%@ accuracy %.4f, loss %.4f", subset, accuracy, loss))
    }
    for result in summary.results where added.contains(result.source) {
      Output.text("\n\(result.source)\n\(result.text)")
    }
    Output.text("\n\(summary.run) is in \(summary.directory)")
    if added.isEmpty, let worst {
      Output.text(
        """
        The worst misread sample is \(worst). Look next:
          leap-host sample \(worst)
          leap-host similars \(worst)
          leap-host heatmap \(worst) --class all --output map.png
        """)
    }
    Output.text("In the browser: leap-host serve, at http://127.0.0.1:\(ServeCommand.ports.lowerBound)")
  }
}
