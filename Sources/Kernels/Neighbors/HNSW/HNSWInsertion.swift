/// Linking new points, batch by batch.
///
/// The points of a batch search the links as they were before it, each by itself; then each point that they chose takes the
/// new ones in, in their order. So the links do not depend on the number of lanes. A batch is a small part of what is there,
/// so that hardly any near points meet in one.
struct HNSWInsertion {
  let points: HNSWPoints
  let links: HNSWLinks
  let settings: HNSWSettings
  let parallel: Parallel

  private static let largestBatch = 8192
  private static let chunk = 32

  /// Links the points of a range, in an order that mixes them; those before it are linked already.
  /// - Parameter progress: is told how many are linked; what it throws ends the work.
  func insert(_ range: Range<Int>, progress: (Int) throws -> Void) throws {
    let random = CounterRandom(settings.seed, 0x6f72_6465)
    let mixed = range.map { (random.bits(UInt64($0)), $0) }.sorted { $0 < $1 }.map { $0.1 }
    let searches = (0..<parallel.lanes).map { _ in HNSWSearch(points: points.count) }
    var linked = range.lowerBound
    var taken = 0
    while taken < mixed.count {
      if links.entry < 0 {
        links.entry = mixed[0]
        (linked, taken) = (1, 1)
        continue
      }
      let size = min(mixed.count - taken, max(1, min(Self.largestBatch, linked / 16)))
      // In the order of memory: neighbors in it are neighbors in space, and share what the caches hold.
      link(mixed[taken..<taken + size].sorted(), searches)
      (linked, taken) = (linked + size, taken + size)
      try progress(taken)
    }
  }

  private func link(_ batch: [Int], _ searches: [HNSWSearch]) {
    let top = Int(links.levels[links.entry])
    parallel.run((batch.count + Self.chunk - 1) / Self.chunk) { lane, unit in
      for point in batch[unit * Self.chunk..<min(batch.count, (unit + 1) * Self.chunk)] {
        choose(point, top: top, searches[lane])
      }
    }
    for level in 0...top { answer(batch, level: level) }
    for point in batch where links.levels[point] > links.levels[links.entry] { links.entry = point }
  }

  /// The point's own links on all of its levels.
  private func choose(_ point: Int, top: Int, _ search: HNSWSearch) {
    let vector = points[point]
    let highest = min(top, Int(links.levels[point]))
    var starts = [search.descend(to: highest, vector, points, links)]
    for level in stride(from: highest, through: 0, by: -1) {
      search.layer(level, vector, from: starts, effort: settings.effortOfBuilding, points, links)
      starts = search.found
      diverse(starts, most: links.degree, to: links.list(point, level))
    }
  }

  /// The links back: those chosen by points of the batch take them in, and of too many keep the diverse ones.
  private func answer(_ batch: [Int], level: Int) {
    var pairs: [UInt64] = []
    for point in batch where links.levels[point] >= level {
      let list = links.list(point, level)
      for i in 1..<1 + Int(list[0]) { pairs.append(UInt64(list[i]) << 32 | UInt64(point)) }
    }
    pairs.sort()
    let begins = pairs.indices.filter { $0 == 0 || pairs[$0] >> 32 != pairs[$0 - 1] >> 32 }
    parallel.run((begins.count + Self.chunk - 1) / Self.chunk) { _, unit in
      for group in unit * Self.chunk..<min(begins.count, (unit + 1) * Self.chunk) {
        let end = group + 1 < begins.count ? begins[group + 1] : pairs.count
        takeIn(pairs[begins[group]..<end], level: level)
      }
    }
  }

  private func takeIn(_ pairs: ArraySlice<UInt64>, level: Int) {
    let target = Int(pairs.first! >> 32)
    let list = links.list(target, level)
    let held = Int(list[0])
    if held + pairs.count <= links.room(level) {
      for (i, pair) in pairs.enumerated() { list[1 + held + i] = UInt32(truncatingIfNeeded: pair) }
      list[0] = UInt32(held + pairs.count)
      return
    }
    let all = (0..<held).map { list[1 + $0] } + pairs.map { UInt32(truncatingIfNeeded: $0) }
    let ranked = all.map { HNSWSearch.Found(square: points.square(points[target], points[Int($0)]), point: $0) }
    diverse(ranked.sorted(by: <), most: links.room(level), to: list)
  }

  /// The paper's algorithm 4: of candidates, nearest first, those that are nearer to the point than to any taken before.
  private func diverse(_ candidates: [HNSWSearch.Found], most: Int, to list: UnsafeMutablePointer<UInt32>) {
    var count = 0
    for candidate in candidates {
      guard count < most else { break }
      let vector = points[Int(candidate.point)]
      var isDiverse = true
      for i in 1..<1 + count where points.square(vector, points[Int(list[i])]) < candidate.square {
        isDiverse = false
        break
      }
      if isDiverse {
        count += 1
        list[count] = candidate.point
      }
    }
    list[0] = UInt32(count)
  }
}
