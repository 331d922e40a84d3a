/// A population map that was written to a file.
public struct PopulationAnswer: Answer {
  private let run: String
  private let output: String
  private let samples: Int
  private let view: PopulationView

  /// - Parameter samples: How many are on it.
  public init(run: String, _ view: PopulationView, samples: Int, output: String) {
    self.run = run
    self.output = output
    self.samples = samples
    self.view = view
  }

  public var members: AnswerMembers {
    ["run": run, "output": output, "samples": samples, "aligned_to": view.alignedTo, "preview": view.isPreview]
  }
}
