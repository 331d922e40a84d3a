/// Part of a pass over a block of samples. Steps run in order, each seeing all that the ones before it wrote.
enum Step {
  /// Independent for each row. Neighboring steps of this kind run one row through all of them, so that its values stay in
  /// the cache.
  case rows((Row) -> Void)
  /// Independent units, each once.
  case units(Int, (_ lane: Int, _ unit: Int) -> Void)
  /// On the calling thread.
  case once(() -> Void)
}

/// Runs steps over `samples` x `targets` rows.
struct Schedule {
  let samples: Int
  let targets: Int
  /// No chunk is smaller, whatever the number of rows.
  var minimumChunk = 1

  /// Partial sums are kept once a chunk.
  static let maximumChunks = 16

  var rows: Int { samples * targets }
  var chunkSize: Int { max(minimumChunk, (rows + Self.maximumChunks - 1) / Self.maximumChunks) }
  var chunks: Int { (rows + chunkSize - 1) / chunkSize }

  func run(_ steps: [Step], on parallel: Parallel) {
    var group: [(Row) -> Void] = []
    for step in steps {
      switch step {
      case .rows(let body): group.append(body)
      case .units(let count, let body):
        flush(&group, parallel)
        if count > 0 { parallel.run(count, body) }
      case .once(let body):
        flush(&group, parallel)
        body()
      }
    }
    flush(&group, parallel)
  }

  private func flush(_ group: inout [(Row) -> Void], _ parallel: Parallel) {
    let bodies = group
    guard !bodies.isEmpty, rows > 0 else { return }
    group.removeAll()
    let size = chunkSize, end = rows, targets = targets
    parallel.run(chunks) { lane, chunk in
      for index in chunk * size..<min(end, chunk * size + size) {
        let row = Row(
          index: index, sample: index / targets, target: index % targets, chunk: chunk, isFirst: index == chunk * size,
          lane: lane)
        for body in bodies { body(row) }
      }
    }
  }
}
