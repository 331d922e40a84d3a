import Core
import Analytics
import Pictures
import Pipeline
import Store

/// How often each class was taken for each, as text, JSON or a picture.
struct ConfusionOutput {
  let output: String?
  let json: Bool

  func show(_ open: OpenRun, mask: [Bool]?, title: String) throws {
    let matrix = try MetricQuestions(open).confusion(mask)
    let (names, counts) = (open.dataset.classNames, matrix.rows)
    if let output {
      switch output.split(separator: ".").last {
      case "png":
        try writeWhole(try Pictures.ConfusionMatrix(counts: counts, names: names, title: title).drawn().png(), to: output)
      case "csv":
        let rows = [["truth"] + names] + zip(names, counts).map { [$0] + $1.map(String.init) }
        try writeWhole(Array(CSV.text(rows).utf8), to: output)
      default:
        throw LeapError(
          .usage, doing: "writing the confusion matrix", problem: "'\(output)' is no picture and no table",
          remedy: "let --output end in .png or .csv")
      }
    }
    if json { return try Output.json(ConfusionAnswer(matrix, classNames: names)) }
    if let output { return Output.text("\(title), \(matrix.total) samples: \(output)") }
    Output.table(["truth \\ predicted"] + names, zip(names, counts).map { [$0] + $1.map(String.init) })
  }
}
