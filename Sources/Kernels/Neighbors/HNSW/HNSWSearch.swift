/// Searching the links; memory of one lane.
final class HNSWSearch {
  struct Found {
    var square: Float
    var point: UInt32

    /// A total order: ties by point.
    @inline(__always)
    static func < (a: Found, b: Found) -> Bool { a.square < b.square || (a.square == b.square && a.point < b.point) }
  }

  private let visited: Buffer<UInt32>
  private var round: UInt32 = 0
  /// What was found by the last call of `layer`, nearest first.
  private(set) var found: [Found] = []
  private var open: [Found] = []

  init(points: Int) { visited = Buffer(points) }

  /// The paper's algorithm 5 up to a level: from the entry down, always to the nearest neighbor.
  func descend(to level: Int, _ vector: UnsafePointer<Float>, _ points: HNSWPoints, _ links: HNSWLinks) -> Found {
    var best = Found(square: points.square(vector, points[links.entry]), point: UInt32(links.entry))
    var at = Int(links.levels[links.entry])
    while at > level {
      var moved = true
      while moved {
        moved = false
        let list = links.list(Int(best.point), at)
        for i in 1..<1 + Int(list[0]) {
          let next = Found(square: points.square(vector, points[Int(list[i])]), point: list[i])
          if next < best {
            best = next
            moved = true
          }
        }
      }
      at -= 1
    }
    return best
  }

  /// The paper's algorithm 2: the `effort` nearest on a level, as far as links lead to them, into `found`.
  func layer(
    _ level: Int, _ vector: UnsafePointer<Float>, from starts: [Found], effort: Int, _ points: HNSWPoints, _ links: HNSWLinks
  ) {
    round &+= 1
    if round == 0 {
      for i in 0..<visited.count { visited.pointer[i] = 0 }
      round = 1
    }
    // Taken out of the object, so that each access need not be checked for others.
    var (open, found) = (open, found)
    (self.open, self.found) = ([], [])
    open.removeAll(keepingCapacity: true)
    found.removeAll(keepingCapacity: true)
    let (visited, round) = (visited.pointer, round)
    for start in starts {
      visited[Int(start.point)] = round
      push(start, on: &open, above: { $0 < $1 })
      push(start, on: &found, above: { $1 < $0 })
      if found.count > effort { _ = pop(&found, above: { $1 < $0 }) }
    }
    while let next = open.first {
      if found.count == effort, found[0] < next { break }
      _ = pop(&open, above: { $0 < $1 })
      let list = links.list(Int(next.point), level)
      for i in 1..<1 + Int(list[0]) {
        let point = Int(list[i])
        if visited[point] == round { continue }
        visited[point] = round
        let other = Found(square: points.square(vector, points[point]), point: list[i])
        guard found.count < effort || other < found[0] else { continue }
        push(other, on: &open, above: { $0 < $1 })
        push(other, on: &found, above: { $1 < $0 })
        if found.count > effort { _ = pop(&found, above: { $1 < $0 }) }
      }
    }
    found.sort(by: <)
    (self.open, self.found) = (open, found)
  }

  @inline(__always)
  private func push(_ item: Found, on heap: inout [Found], above: (Found, Found) -> Bool) {
    heap.append(item)
    heap.withUnsafeMutableBufferPointer { heap in
      var i = heap.count - 1
      while i > 0, above(item, heap[(i - 1) / 2]) {
        heap[i] = heap[(i - 1) / 2]
        i = (i - 1) / 2
      }
      heap[i] = item
    }
  }

  @inline(__always)
  private func pop(_ heap: inout [Found], above: (Found, Found) -> Bool) -> Found {
    let top = heap[0]
    let last = heap.removeLast()
    if heap.isEmpty { return top }
    heap.withUnsafeMutableBufferPointer { heap in
      var i = 0
      while true {
        var child = 2 * i + 1
        guard child < heap.count else { break }
        if child + 1 < heap.count, above(heap[child + 1], heap[child]) { child += 1 }
        guard above(heap[child], last) else { break }
        heap[i] = heap[child]
        i = child
      }
      heap[i] = last
    }
    return top
  }
}
