/// The queries that one lane works on at a time, with what was found for them so far.
final class QueryBlock {
  struct Query {
    let vector: UnsafePointer<Float>
    let norm: Double
    /// The row that it is, or -1.
    let itself: Int
    /// No row can be nearer than this: when all found are, later rows change nothing, for ties go by row.
    let least: Double
    var nearest: NearestRows
  }

  private(set) var queries: [Query] = []
  /// `[capacity, dimensions]`: vectors as they are scored; the last six may be filled up with old ones.
  let vectors: Buffer<Float>
  /// `[capacity]`: the least score that is worth a look; +infinity where nothing is.
  let thresholds: Buffer<Float>
  /// Queries that still look.
  private(set) var unfinished = 0
  private let entries: Buffer<NearestRows.Entry>
  private let capacity: Int
  private let dimensions: Int
  private let k: Int

  /// - Parameter capacity: a multiple of six.
  init(capacity: Int, dimensions: Int, k: Int) {
    self.capacity = capacity
    self.dimensions = dimensions
    self.k = k
    vectors = Buffer(capacity * dimensions)
    thresholds = Buffer(capacity)
    entries = Buffer(capacity * max(1, k))
    queries.reserveCapacity(capacity)
  }

  var count: Int { queries.count }
  var sixes: Int { (queries.count + 5) / 6 }

  func clear() {
    queries.removeAll(keepingCapacity: true)
    unfinished = 0
    for i in 0..<capacity { thresholds.pointer[i] = .infinity }
  }

  func add(_ vector: UnsafePointer<Float>, norm: Double, factor: Double, itself: Int, least: Double) {
    let i = queries.count
    let target = vectors.pointer + i * dimensions
    for j in 0..<dimensions { target[j] = Float(Double(vector[j]) * factor) }
    let nearest = NearestRows(entries.pointer + i * max(1, k), k: k)
    queries.append(Query(vector: vector, norm: norm, itself: itself, least: least, nearest: nearest))
    thresholds.pointer[i] = -.infinity
    unfinished += 1
  }

  func offer(_ square: Double, _ row: Int, to i: Int, threshold: (Double) -> Float) {
    let before = queries[i].nearest.worst
    queries[i].nearest.offer(square, row)
    let worst = queries[i].nearest.worst
    guard worst < before else { return }
    if worst <= queries[i].least {
      thresholds.pointer[i] = .infinity
      unfinished -= 1
    } else {
      thresholds.pointer[i] = threshold(worst)
    }
  }

  /// Writes `[count, stride]` answers, nearest first.
  func write(index: UnsafeMutablePointer<Int64>, distance: UnsafeMutablePointer<Float>, stride: Int, metric: NeighborMetric) {
    for i in queries.indices {
      queries[i].nearest.sort()
      let nearest = queries[i].nearest
      for j in 0..<stride {
        index[i * stride + j] = j < nearest.count ? Int64(nearest[j].row) : -1
        distance[i * stride + j] = j < nearest.count ? metric.distance(ofSquare: nearest[j].square) : .infinity
      }
    }
  }
}
