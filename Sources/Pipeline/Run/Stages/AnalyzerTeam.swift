import Core
import PluginHost

/// The analyzers of a run in the project's order, and what they share.
///
/// **Neighbors.** Where two or more of the analyzers that are to run want neighbors by one metric, the first analyzer of the
/// project that finds such neighbors for others finds as many as any of them wants, once, and each of them gets those. Elsewhere
/// an analyzer finds its own. As shared neighbors are exact, and fewer of them are the first of more, who found them and how many
/// makes no difference to a result: no fingerprint depends on it.
///
/// **Columns.** One that several analyzers declare in the same words is filled by the first of them; it is in the fingerprints of
/// the others that they leave it out.
actor AnalyzerTeam {
  /// The analyzers; nil for one that is done with, so that its memory is free.
  private var members: [(any AnalyzerRole)?]
  /// Neighbors that each member wants; nil where it needs none, or is not to run.
  private var wishes: [NeighborWish?]
  /// Shared neighbors by metric; nil where nobody finds them for others.
  private var graphs: [String: NeighborGraph?] = [:]
  /// For each member, names of its columns that an earlier one fills.
  nonisolated let yielded: [Set<String>]

  init(_ members: [any AnalyzerRole]) {
    self.members = members
    wishes = Array(repeating: nil, count: members.count)
    yielded = Self.yielded(members.map(\.columns))
  }

  /// The names of those columns of each list that an earlier list has, too: with the same name, kind, direction and summary,
  /// which says what the values are. A summary that says nothing makes no two columns the same.
  static func yielded(_ lists: [[ColumnInfo]]) -> [Set<String>] {
    var known: Set<ColumnInfo> = []
    return lists.map { columns in
      let described = columns.filter { !$0.summary.isEmpty }.map { column in
        var column = column
        column.source = ""
        return column
      }
      defer { known.formUnion(described) }
      return Set(described.filter(known.contains).map(\.name))
    }
  }

  /// The member at a place, which must not have been released.
  func member(_ place: Int) -> any AnalyzerRole { members[place]! }

  /// Lets go of a member that has done its part, unless it may find neighbors for others.
  func release(_ place: Int) {
    if members[place]?.sharesNeighbors == false { members[place] = nil }
  }

  /// Asks the members at some places, which are to run, what they need of a population of so many samples.
  func ask(_ places: [Int], count: Int) async throws {
    for place in places { wishes[place] = try await member(place).neighborsWanted(count: count) }
  }

  /// The neighbors that the member at a place is to have with the population; nil where it is to find its own.
  /// - Parameter population: without columns, which not all members may see.
  func neighbors(for place: Int, of population: SamplePopulation) async throws -> NeighborGraph? {
    guard let wish = wishes[place] else { return nil }
    if let known = graphs[wish.metric] { return known }
    let all = wishes.compactMap(\.self).filter { $0.metric == wish.metric }
    let count = population.states.count
    let k = min(all.map(\.k).max() ?? 0, count - 1)
    guard all.count > 1, k > 0 else { return nil }
    var found: NeighborGraph?
    for case let maker? in members where maker.sharesNeighbors && found == nil {
      try await maker.fit(population)
      found = try await maker.graph(count: count, wish: NeighborWish(k: k, metric: wish.metric))
    }
    graphs[wish.metric] = .some(found)
    return found
  }
}
