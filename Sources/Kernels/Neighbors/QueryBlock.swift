/// The queries that one lane works on at a time, laid out as the rows of tiles.
final class QueryBlock {
  struct Query {
    let vector: UnsafePointer<Float>
    /// Its dot product with itself.
    let norm: Double
    /// The row that it is, or -1.
    let itself: Int
    /// No row can be nearer than this.
    let least: Double
  }

  private(set) var queries: [Query] = []
  let candidates: Candidates
  private let points: Buffer<Float>
  private let starts: Buffer<Float>
  private let tails: Buffer<Float>
  private let scratch: Buffer<Float>
  private let capacity: Int
  private let k: Int

  /// - Parameter capacity: a multiple of six.
  init(capacity: Int, _ transform: RowTransform, k: Int) {
    self.capacity = capacity
    self.k = k
    candidates = Candidates(points: capacity, k: k)
    points = Buffer(capacity * transform.width)
    starts = Buffer(capacity)
    tails = Buffer(capacity * transform.depths.count)
    scratch = Buffer(6 * transform.dimensions)
  }

  var sixes: Int { (queries.count + 5) / 6 }

  var rows: TileRows {
    TileRows(
      points: points.pointer, starts: starts.pointer, tails: tails.pointer, tailStride: capacity,
      thresholds: candidates.thresholds)
  }

  func fill(_ new: [Query], _ transform: RowTransform) {
    queries = new
    for i in 0..<capacity { candidates.thresholds[i] = .infinity }
    for i in new.indices { candidates.open(i, k: k) }
    for first in stride(from: 0, to: new.count, by: 6) {
      let six = new[first..<min(first + 6, new.count)]
      transform.apply(
        six.map(\.vector), norms: six.map(\.norm), scratch: scratch.pointer,
        to: points.pointer + first * transform.width, starts: starts.pointer + first, tails: tails.pointer + first,
        stride: capacity)
    }
  }
}
