/// The stages of a run in their order. The first three are one step each, the last two have one a component; see `StepID`.
public enum StageName: String, CaseIterable, Sendable, Comparable {
  case dataset, train, evaluate, metadata, analyze

  public static func < (a: Self, b: Self) -> Bool { a.order < b.order }
  private var order: Int { Self.allCases.firstIndex(of: self)! }
}
