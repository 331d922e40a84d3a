/// The stages of a run in their order. A run records one entry for each, and one a component for the last two.
public enum StageName: String, CaseIterable, Sendable, Comparable {
  case dataset, train, evaluate, metadata, analyze

  public static func < (a: Self, b: Self) -> Bool { a.order < b.order }
  private var order: Int { Self.allCases.firstIndex(of: self)! }
}
