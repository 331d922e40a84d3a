/// What the samples of a subset are for.
public enum SubsetState: String, Codable, Sendable, CaseIterable { case training, validation, test, unlabeled }

/// A part of a data set.
public struct SubsetInfo: Hashable, Codable, Sendable {
  /// Unique in its data set.
  public var name: String
  public var state: SubsetState
  public var count: Int
  public init(name: String, state: SubsetState, count: Int) {
    self.name = name
    self.state = state
    self.count = count
  }
}

/// The name of one sample: `subset:index`, e.g. `validation:11701`.
public struct SampleID: Hashable, Sendable, CustomStringConvertible {
  public var subset: String
  public var index: Int
  public init(subset: String, index: Int) {
    self.subset = subset
    self.index = index
  }

  /// Reads a sample's name.
  /// - Throws: `LeapError` when `text` is not of the form `subset:index`.
  public init(parsing text: String) throws {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let index = Int(parts[1]), index >= 0, parts[1].allSatisfy(\.isNumber) else {
      throw LeapError(
        .usage, doing: "reading sample '\(text)'", problem: "it is not of the form subset:index",
        remedy: "write it like validation:11701")
    }
    self.init(subset: String(parts[0]), index: index)
  }

  public var description: String { "\(subset):\(index)" }
}

/// How the samples of a run are numbered: subset after subset, one row a sample, in all its arrays and columns.
public struct Rows: Hashable, Sendable {
  public let subsets: [SubsetInfo]
  public init(_ subsets: [SubsetInfo]) { self.subsets = subsets }

  public var count: Int { subsets.reduce(0) { $0 + $1.count } }

  public func range(of subset: String) -> Range<Int>? {
    var start = 0
    for info in subsets {
      if info.name == subset { return start..<start + info.count }
      start += info.count
    }
    return nil
  }

  /// The row of a sample among all samples of the run.
  /// - Throws: `LeapError` that lists the subsets, or says how many samples the subset has.
  public func row(of sample: SampleID) throws -> Int {
    guard let range = range(of: sample.subset) else {
      throw LeapError(
        .usage, doing: "looking for sample '\(sample)'", problem: "there is no subset '\(sample.subset)'",
        remedy: "choose from \(subsets.map(\.name).joined(separator: ", "))")
    }
    guard sample.index < range.count else {
      throw LeapError(
        .usage, doing: "looking for sample '\(sample)'", problem: "\(sample.subset) has \(range.count) samples",
        remedy: "choose an index from 0 to \(range.count - 1)")
    }
    return range.lowerBound + sample.index
  }

  /// The sample in a row, from 0.
  /// - Precondition: `row` is below `count`.
  public func sample(at row: Int) -> SampleID {
    var start = 0
    for info in subsets {
      if row < start + info.count { return SampleID(subset: info.name, index: row - start) }
      start += info.count
    }
    preconditionFailure("row \(row) of \(count)")
  }
}
