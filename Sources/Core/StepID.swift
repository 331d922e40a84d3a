/// One unit of a run's work that is cached by itself: a stage, or the part of a stage that belongs to one component.
///
/// Whatever a step leaves in a store carries its text form, such as `train`, `metadata/org.example.size/width`,
/// `metadata/function/area` or `analyze/dev.leap.similars/similars`, which is made and read here alone.
public enum StepID: Hashable, Sendable {
  case dataset
  case train
  case evaluate
  /// The columns of a metadata or metric component; `library` is the id of its library, which has no slash.
  case columns(library: String, component: String)
  /// The columns of the C function that leap.yaml calls so.
  case function(String)
  /// The column `loss`, where leap.yaml names another column to be it.
  case loss
  /// What an analyzer finds; `library` is the id of its library, which has no slash.
  case analyzer(library: String, component: String)

  /// The stage that the step is a part of.
  public var stage: StageName {
    switch self {
    case .dataset: .dataset
    case .train: .train
    case .evaluate: .evaluate
    case .columns, .function, .loss: .metadata
    case .analyzer: .analyze
    }
  }

  /// Stands for the library in the steps of functions. The id of a library has a point in it.
  private static let functionWord = "function"
  private static let lossWord = "loss"
}

extension StepID: LosslessStringConvertible {
  /// The text form, which `init` takes back.
  public var description: String {
    switch self {
    case .dataset, .train, .evaluate: stage.rawValue
    case .columns(let library, let component), .analyzer(let library, let component): "\(stage)/\(library)/\(component)"
    case .function(let name): "\(stage)/\(Self.functionWord)/\(name)"
    case .loss: "\(stage)/\(Self.lossWord)"
    }
  }

  /// Reads the text form of a step.
  /// - Parameter text: The text form; nil comes back for any other text.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    switch (StageName(rawValue: parts[0]), parts.count) {
    case (.dataset, 1): self = .dataset
    case (.train, 1): self = .train
    case (.evaluate, 1): self = .evaluate
    case (.metadata, 2) where parts[1] == Self.lossWord: self = .loss
    case (.metadata, 3) where parts[1] == Self.functionWord: self = .function(parts[2])
    case (.metadata, 3): self = .columns(library: parts[1], component: parts[2])
    case (.analyze, 3): self = .analyzer(library: parts[1], component: parts[2])
    default: return nil
    }
  }
}

extension StepID: Comparable {
  /// The order of the stages; within a stage, that of the text forms.
  public static func < (a: Self, b: Self) -> Bool { (a.stage, a.description) < (b.stage, b.description) }
}
