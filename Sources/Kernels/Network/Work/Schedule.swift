// Folder Work uses nothing of Network: it knows samples, targets and lanes, but no layer.

/// Runs steps over `samples` x `targets` rows. The targets of a sample stay together.
struct Schedule {
  let samples: Int
  let targets: Int
  /// Samples of a chunk.
  let chunkSize: Int

  /// Partial sums are kept once a chunk.
  static let maximumChunks = 16

  /// `chunkSize` where no partial sums are kept; else there are at most 16 chunks.
  init(samples: Int, targets: Int, chunkSize: Int? = nil) {
    self.samples = samples
    self.targets = targets
    self.chunkSize = chunkSize ?? max(1, (samples + Self.maximumChunks - 1) / Self.maximumChunks)
  }

  var chunks: Int { (samples + chunkSize - 1) / chunkSize }

  func run(_ steps: [Step], on parallel: Parallel) {
    var group = ChunkGroup()
    for step in steps {
      switch step {
      case .rows(let body): group.append(body, times: targets)
      case .samples(let body): group.append(body, times: 1)
      case .chunks(let body): group.parts.append(.whole(body))
      case .units(let all):
        flush(&group, parallel)
        run(all, on: parallel)
      case .once(let body):
        flush(&group, parallel)
        body()
      }
    }
    flush(&group, parallel)
  }

  private func run(_ all: [Units], on parallel: Parallel) {
    let count = all.reduce(0) { $0 + $1.count }
    if count == 0 { return }
    parallel.run(count) { lane, unit in
      var unit = unit
      for units in all {
        if unit < units.count { return units.body(lane, unit) }
        unit -= units.count
      }
    }
  }

  private func flush(_ group: inout ChunkGroup, _ parallel: Parallel) {
    let parts = group.parts
    guard !parts.isEmpty, samples > 0 else { return }
    group.parts.removeAll()
    let size = chunkSize, end = samples, targets = targets
    parallel.run(chunks) { lane, chunk in
      let first = chunk * size, last = min(end, first + size)
      let row = { (sample: Int) -> Row in
        Row(sample: sample, target: 0, targets: targets, chunk: chunk, isFirst: sample == first, lane: lane)
      }
      for part in parts {
        switch part {
        case .whole(let body): body(row(first), last - first)
        case .rows(let bodies):
          for sample in first..<last {
            for (times, body) in bodies {
              for target in 0..<times { body(row(sample).with(target: target)) }
            }
          }
        }
      }
    }
  }
}

/// Steps that a chunk passes through without waiting for the others.
private struct ChunkGroup {
  enum Part {
    /// A sample after the other through all bodies.
    case rows([(times: Int, body: (Row) -> Void)])
    case whole((Row, Int) -> Void)
  }

  var parts: [Part] = []

  mutating func append(_ body: @escaping (Row) -> Void, times: Int) {
    if case .rows(let bodies)? = parts.last {
      parts[parts.count - 1] = .rows(bodies + [(times, body)])
    } else {
      parts.append(.rows([(times, body)]))
    }
  }
}
