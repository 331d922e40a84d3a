/// Part of a pass over a block of samples. Steps run in order, each seeing all that the ones before it wrote.
enum Step {
  /// Independent for each row. Neighboring steps of this kind run one row through all of them, so that its values stay in
  /// the cache.
  case rows((Row) -> Void)
  /// As rows, but once for all targets of a sample; the row is that of target 0.
  case samples((Row) -> Void)
  /// Independent units, each once.
  case units(Int, (_ lane: Int, _ unit: Int) -> Void)
  /// On the calling thread.
  case once(() -> Void)
}

/// Runs steps over `samples` x `targets` rows. The targets of a sample stay together.
struct Schedule {
  let samples: Int
  let targets: Int
  /// No chunk is smaller, whatever the number of samples.
  var minimumChunk = 1

  /// Partial sums are kept once a chunk.
  static let maximumChunks = 16

  /// Samples of a chunk.
  var chunkSize: Int { max(minimumChunk, (samples + Self.maximumChunks - 1) / Self.maximumChunks) }
  var chunks: Int { (samples + chunkSize - 1) / chunkSize }

  func run(_ steps: [Step], on parallel: Parallel) {
    var group: [(times: Int, body: (Row) -> Void)] = []
    for step in steps {
      switch step {
      case .rows(let body): group.append((targets, body))
      case .samples(let body): group.append((1, body))
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

  private func flush(_ group: inout [(times: Int, body: (Row) -> Void)], _ parallel: Parallel) {
    let bodies = group
    guard !bodies.isEmpty, samples > 0 else { return }
    group.removeAll()
    let size = chunkSize, end = samples, targets = targets
    parallel.run(chunks) { lane, chunk in
      for sample in chunk * size..<min(end, chunk * size + size) {
        let first = Row(
          sample: sample, target: 0, targets: targets, chunk: chunk, isFirst: sample == chunk * size, lane: lane)
        for (times, body) in bodies {
          for target in 0..<times { body(first.with(target: target)) }
        }
      }
    }
  }
}
