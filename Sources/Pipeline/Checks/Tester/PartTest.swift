import Core
import PluginHost

/// One batch, and the same samples read once more in the opposite order.
struct BatchPair: Sendable {
  /// The samples, with logits and features where there is a model.
  let batch: SampleBatch
  let mirror: SampleBatch
  /// Rows of `batch` whose inputs or logits are not finite.
  let broken: Set<Int>

  func sample(_ row: Int) -> SampleID { SampleID(subset: batch.subset?.name ?? "", index: Int(batch.indices[row])) }
}

/// Tries one component on batch after batch.
actor PartTest {
  nonisolated let part: any TestedPart
  private let log: TestLog
  private var check: ColumnCheck
  /// A component that failed a whole subset's worth of batches in a row is not asked again.
  private var failures = 0
  private static let mostFailures = 3

  init(_ part: any TestedPart, log: TestLog) {
    self.part = part
    self.log = log
    check = ColumnCheck(part, log: log)
  }

  func run(_ pair: BatchPair) async throws {
    guard failures < Self.mostFailures else { return }
    do {
      try await tryOut(pair)
      failures = 0
    } catch let error as LeapError {
      failures += 1
      log.find(error, in: part.name, code: .failed, sample: pair.sample(0))
    }
  }

  func finish() { check.finish() }

  private func tryOut(_ pair: BatchPair) async throws {
    let first = try await ask(pair.batch)
    check.add(first, of: pair.batch, except: pair.broken)
    // Two batches of sizes of their own, in the opposite order.
    let (count, cut) = (pair.mirror.indices.count, pair.mirror.indices.count / 3)
    var second = try await ask(pair.mirror.rows(0..<(cut == 0 ? count : cut)))
    if cut > 0 {
      let rest = try await ask(pair.mirror.rows(cut..<count))
      for i in second.values.indices { second.values[i].append(rest.values[i]) }
    }
    guard first.misfits.isEmpty, let (row, column) = first.firstDifference(fromMirrored: second) else { return }
    let third = try await ask(pair.batch)
    let name = part.columns[column].name
    let values = [first.values[column][row], second.values[column][count - 1 - row]].map { $0.map { "\($0)" } ?? "missing" }
    if let again = first.firstDifference(fromMirrored: third.mirrored) {
      let (a, b) = (first.values[again.column][again.row], third.values[again.column][again.row])
      log.find(
        .notDeterministic, in: part.name, sample: pair.sample(again.row),
        "column '\(part.columns[again.column].name)' is \(a.map { "\($0)" } ?? "missing"), and then \(b.map { "\($0)" } ?? "missing")"
      )
    } else {
      log.find(
        .dependsOnBatch, in: part.name, subject: name, sample: pair.sample(row),
        "column '\(name)' is \(values[0]), and among other samples \(values[1])")
    }
  }

  /// One timed call, with inputs of its own.
  private func ask(_ batch: SampleBatch) async throws -> ColumnAnswer {
    var own = batch
    own.inputs = batch.inputs.rows(0..<batch.indices.count)
    let (lent, sample) = (own, SampleID(subset: batch.subset?.name ?? "", index: Int(batch.indices.first ?? 0)))
    let answer = try await log.time(part.name, first: sample, samples: batch.indices.count) { [part] in
      try await part.answer(lent)
    }
    for row in batch.indices.indices where !lent.inputs.equals(row: row, batch.inputs, row: row) {
      log.find(
        .writesToInputs, in: part.name, sample: SampleID(subset: sample.subset, index: Int(batch.indices[row])),
        "its input is another after the call")
      break
    }
    return answer
  }
}
