import Core
import PluginHost

/// Reads every sample once in order and once the other way round, and lets all components see it.
struct SamplePass {
  let name: String
  let dataset: any DatasetRole
  let model: ModelTest?
  let parts: [PartTest]
  let log: TestLog
  /// How many samples of each subset are read; nil for all.
  let limit: Int?
  let report: Reporter
  var data: DataCheck

  private static let size = 1000

  /// Positions in a subset, evenly spread where there is a limit.
  func rows(_ subset: SubsetInfo) -> [Int64] {
    guard let limit, limit < subset.count else { return (0..<Int64(subset.count)).map { $0 } }
    return (0..<limit).map { Int64($0 * subset.count / limit) }
  }

  /// Reads rows of a subset, timed.
  func read(_ number: Int, _ rows: [Int64]) async throws -> (batch: SampleBatch, labels: [Int64]) {
    let subset = dataset.subsets[number]
    let (inputs, labels) = (Tensor(.float32, [rows.count] + dataset.input.shape), Tensor(.int64, [rows.count]))
    try await log.time(name, first: SampleID(subset: subset.name, index: Int(rows[0])), samples: rows.count) { [dataset] in
      try await dataset.read(subset: number, rows: rows, inputs: inputs, labels: labels)
    }
    let batch = SampleBatch(
      subset: subset, indices: rows, inputs: inputs, labels: subset.state == .unlabeled ? nil : labels)
    return (batch, labels.int64s)
  }

  /// - Throws: cancellation. What goes wrong with samples is noted.
  mutating func run() async throws {
    let total = dataset.subsets.reduce(0) { $0 + rows($1).count }
    var done = 0
    for (number, subset) in dataset.subsets.enumerated() {
      let all = rows(subset)
      for low in stride(from: 0, to: all.count, by: Self.size) {
        try Task.checkCancellation()
        let part = Array(all[low..<min(low + Self.size, all.count)])
        do {
          try await test(number, part)
        } catch let error as LeapError {
          log.find(error, in: name, code: .failed, sample: SampleID(subset: subset.name, index: Int(part[0])))
        }
        done += part.count
        report(.progress(stage: "test", done: Double(done), total: Double(total), unit: "samples", note: subset.name))
      }
    }
    data.checkTogether(isComplete: limit == nil)
    for part in parts { await part.finish() }
  }

  private mutating func test(_ number: Int, _ rows: [Int64]) async throws {
    let (batch, labels) = try await read(number, rows)
    let (again, otherLabels) = try await read(number, rows.reversed())
    var mirror = again
    if try await isUnsteady(number, batch, labels, again, otherLabels) {
      // Nobody else is to be blamed for it.
      mirror = batch.mirrored
    }
    var broken = data.add(batch, labels: labels, subset: number)
    if let ids = try await dataset.sampleIDs(subset: number, rows: rows) { data.add(ids: ids, of: batch, subset: number) }

    var (first, second) = (batch, mirror)
    if let output = try await model?.predict(batch, mirror, broken: &broken) {
      (first.logits, first.features) = (output.first.logits, output.first.features)
      (second.logits, second.features) = (output.second.logits, output.second.features)
    }
    let pair = BatchPair(batch: first, mirror: second, broken: broken)
    let parts = parts
    try await withThrowingTaskGroup(of: Void.self) { group in
      for part in parts where !part.part.needsPredictions || first.logits != nil {
        group.addTask { try await part.run(pair) }
      }
      try await group.waitForAll()
    }
  }

  /// Whether the two readings differ, which is then noted.
  private func isUnsteady(
    _ number: Int, _ batch: SampleBatch, _ labels: [Int64], _ mirror: SampleBatch, _ otherLabels: [Int64]
  ) async throws -> Bool {
    let last = labels.count - 1
    let difference = labels.indices.first { row in
      labels[row] != otherLabels[last - row] || !batch.inputs.equals(row: row, mirror.inputs, row: last - row)
    }
    guard let row = difference else { return false }
    let (again, thirdLabels) = try await read(number, batch.indices)
    let isSteady = labels == thirdLabels && labels.indices.allSatisfy { batch.inputs.equals(row: $0, again.inputs, row: $0) }
    log.find(
      isSteady ? .dependsOnBatch : .notDeterministic, in: name,
      sample: SampleID(subset: dataset.subsets[number].name, index: Int(batch.indices[row])),
      isSteady ? "it is another when it is read among other samples" : "it is another the second time it is read")
    return true
  }
}

extension SampleBatch {
  /// The batch with its samples in the opposite order, without logits and features.
  fileprivate var mirrored: SampleBatch {
    let (count, copy) = (indices.count, Tensor(inputs.dtype, inputs.shape))
    for row in 0..<count { copy.setRows(from: count - 1 - row, to: inputs.rows(row..<row + 1)) }
    return SampleBatch(
      subset: subset, indices: indices.reversed(), inputs: copy,
      labels: labels.map { Tensor(Array($0.int64s.reversed()), [count]) })
  }
}
