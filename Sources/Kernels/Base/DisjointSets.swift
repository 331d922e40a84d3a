/// Which things hang together: connected components by union and find (Tarjan 1975).
public struct DisjointSets: Sendable {
  private var parent: [Int32]

  /// Each of `count` things alone.
  public init(count: Int) { parent = (0..<count).map(Int32.init) }

  /// The smallest member of the set of `i`.
  public mutating func root(_ i: Int) -> Int {
    var i = i
    while Int(parent[i]) != i {
      parent[i] = parent[Int(parent[i])]
      i = Int(parent[i])
    }
    return i
  }

  /// Unites the sets of `a` and `b`; nothing happens where they are one already.
  public mutating func join(_ a: Int, _ b: Int) {
    let (x, y) = (root(a), root(b))
    if x < y { parent[y] = Int32(x) } else { parent[x] = Int32(y) }
  }

  /// Sets of two and more, members ascending, ordered by the first.
  public mutating func groups() -> [[Int]] {
    var members: [Int: [Int]] = [:]
    for i in parent.indices {
      let top = root(i)
      if top != i { members[top, default: [top]].append(i) }
    }
    return members.keys.sorted().map { members[$0]! }
  }
}
