import PluginAPI

/// What the samples of a subset are for.
public enum SubsetState: UInt32, Sendable {
  /// The model learns from these samples.
  case training = 1
  /// These samples choose among models and tell when to stop training.
  case validation
  /// These samples tell how good a finished model is.
  case test
  /// The classes of these samples are not known.
  case unlabeled
}

/// A part of a data set. Its samples are called `name:index`.
public struct Subset: Hashable, Sendable {
  /// Unique in the data set; at most 63 bytes cross the border.
  public var name: String
  /// What its samples are for.
  public var state: SubsetState
  /// How many samples it has.
  public var count: Int

  /// A subset of `count` samples.
  public init(_ name: String, _ state: SubsetState, count: Int) {
    self.name = name
    self.state = state
    self.count = count
  }

  var raw: leap_subset {
    var subset = leap_subset()
    setName(&subset.name, name)
    subset.state = state.rawValue
    subset.count = Int64(count)
    return subset
  }
}
