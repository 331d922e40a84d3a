/// Who is linked with whom, on which level: flat arrays that a file holds as they are.
final class HNSWLinks {
  let count: Int
  /// The paper's M: links of a point on a level, twice as many on the lowest.
  let degree: Int
  /// `[count]`: the highest level of each point.
  let levels: UnsafeMutablePointer<UInt8>
  /// `[count, 1 + 2 M]`: how many, and whom; the lowest level.
  let lowest: UnsafeMutablePointer<UInt32>
  /// `[sum of levels, 1 + M]`: the levels above, point after point, each from level 1 on.
  let upper: UnsafeMutablePointer<UInt32>
  let upperCount: Int
  /// `[count]`: where a point's own begin in `upper`.
  private let upperStarts: [Int]
  /// Where searches begin: a point on the highest level, -1 while there is none.
  var entry = -1
  private let owner: [AnyObject]

  /// Points with these levels, none of them linked.
  init(levels: [UInt8], degree: Int) {
    count = levels.count
    self.degree = degree
    (upperStarts, upperCount) = Self.starts(levels.count) { levels[$0] }
    let own = Buffer<UInt8>(levels.count)
    for i in levels.indices { own.pointer[i] = levels[i] }
    let lowest = Buffer<UInt32>(levels.count * (1 + 2 * degree))
    let upper = Buffer<UInt32>(upperCount * (1 + degree))
    (self.levels, self.lowest, self.upper) = (own.pointer, lowest.pointer, upper.pointer)
    owner = [own, lowest, upper]
  }

  /// Links that lie in memory of someone else, who keeps it as long as `owner` lives; they are only read.
  init(
    count: Int, degree: Int, levels: UnsafePointer<UInt8>, lowest: UnsafePointer<UInt32>, upper: UnsafePointer<UInt32>,
    entry: Int, owner: [AnyObject]
  ) {
    self.count = count
    self.degree = degree
    (upperStarts, upperCount) = Self.starts(count) { levels[$0] }
    self.levels = UnsafeMutablePointer(mutating: levels)
    self.lowest = UnsafeMutablePointer(mutating: lowest)
    self.upper = UnsafeMutablePointer(mutating: upper)
    self.entry = entry
    self.owner = owner
  }

  /// A copy with room for more points.
  func grown(by levels: [UInt8]) -> HNSWLinks {
    let grown = HNSWLinks(levels: (0..<count).map { self.levels[$0] } + levels, degree: degree)
    grown.lowest.update(from: lowest, count: count * (1 + 2 * degree))
    grown.upper.update(from: upper, count: upperCount * (1 + degree))
    grown.entry = entry
    return grown
  }

  /// A level for each point: l with probability M^-l (1 - 1/M).
  static func levels(of points: Range<Int>, _ settings: HNSWSettings) -> [UInt8] {
    let random = CounterRandom(settings.seed, 0x6c65_7665)
    let scale = 1 / logarithm(Double(max(2, settings.links)))
    return points.map { UInt8(min(15, -logarithm(Double(random.uniform(UInt64($0))) + 0x1p-25) * scale)) }
  }

  private static func starts(_ count: Int, _ level: (Int) -> UInt8) -> ([Int], Int) {
    var sum = 0
    let starts = (0..<count).map { point in
      defer { sum += Int(level(point)) }
      return sum
    }
    return (starts, sum)
  }

  /// The most links of a point on a level.
  @inline(__always)
  func room(_ level: Int) -> Int { level == 0 ? 2 * degree : degree }

  /// A point's links on a level: how many, then whom.
  @inline(__always)
  func list(_ point: Int, _ level: Int) -> UnsafeMutablePointer<UInt32> {
    level == 0 ? lowest + point * (1 + 2 * degree) : upper + (upperStarts[point] + level - 1) * (1 + degree)
  }
}
