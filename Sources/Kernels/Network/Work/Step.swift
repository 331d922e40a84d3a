/// Part of a pass over a block of samples. Steps run in order, each seeing all that the ones before it wrote.
enum Step {
  /// Independent for each row. Neighboring steps of this kind and the next two run one row, sample or chunk through all of
  /// them, so that its values stay in the cache.
  case rows((Row) -> Void)
  /// Independent for each sample, once for all its targets; the row is that of target 0.
  case samples((Row) -> Void)
  /// Independent for each chunk of samples, whose first row and number of samples are given.
  case chunks((Row, _ samples: Int) -> Void)
  /// Units that are independent of each other.
  case units([Units])
  /// Done once, on the calling thread.
  case once(() -> Void)

  static func units(_ count: Int, _ body: @escaping (_ lane: Int, _ unit: Int) -> Void) -> Step { .units([Units(count, body)]) }
}

/// Independent units of work, each done once.
struct Units {
  let count: Int
  let body: (_ lane: Int, _ unit: Int) -> Void

  init(_ count: Int, _ body: @escaping (_ lane: Int, _ unit: Int) -> Void) {
    self.count = count
    self.body = body
  }
}

/// One sample in a forward pass, one (sample, target) pair in a backward pass.
struct Row {
  let sample: Int
  let target: Int
  let targets: Int
  /// Which partial sum it belongs to; a function of the sample and the number of samples alone.
  let chunk: Int
  /// The first row of its chunk: it begins the partial sum.
  let isFirst: Bool
  let lane: Int

  var index: Int { sample * targets + target }

  @inline(__always)
  func with(target: Int) -> Row {
    Row(sample: sample, target: target, targets: targets, chunk: chunk, isFirst: isFirst && target == 0, lane: lane)
  }
}
