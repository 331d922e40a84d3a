import Core
import PluginHost
import ProjectConfiguration

/// Looks at what a component filled its columns with.
struct ColumnCheck {
  let part: any TestedPart
  let log: TestLog
  /// Whether each column had a value so far.
  private var hasValues: [Bool]

  init(_ part: any TestedPart, log: TestLog) {
    self.part = part
    self.log = log
    hasValues = part.columns.map { _ in false }
  }

  /// - Parameter broken: rows whose inputs are not finite.
  mutating func add(_ answer: ColumnAnswer, of batch: SampleBatch, except broken: Set<Int>) {
    func sample(_ row: Int) -> SampleID { SampleID(subset: batch.subset?.name ?? "", index: Int(batch.indices[row])) }
    for misfit in answer.misfits { note(misfit, of: batch, sample(0)) }
    for (i, column) in part.columns.enumerated() {
      let (values, range) = (answer.values[i], part.expectations.ranges.first { $0.column == column.name })
      if !hasValues[i] { hasValues[i] = (0..<values.count).contains { values[$0] != nil } }
      func check(_ row: Int, _ value: Double) {
        if !value.isFinite {
          log.find(.notFinite, in: part.name, subject: column.name, sample: sample(row), "column '\(column.name)' is \(value)")
        } else if let range, !range.contains(value) {
          log.find(
            .outOfRange, in: part.name, subject: column.name, sample: sample(row),
            "column '\(column.name)' is \(value), outside of \(range.least) to \(range.most)")
        }
      }
      switch values {
      case .float64(let numbers):
        for (row, number) in numbers.enumerated() where !broken.contains(row) { if let number { check(row, number) } }
      case .int64(let numbers):
        guard range != nil else { continue }
        for (row, number) in numbers.enumerated() where !broken.contains(row) { if let number { check(row, Double(number)) } }
      case .bool, .string: break
      }
    }
  }

  private func note(_ misfit: ColumnMisfit, of batch: SampleBatch, _ sample: SampleID) {
    let subject = misfit.column?.name ?? ""
    switch misfit.fault {
    case .column(let number):
      log.find(
        .wrongType, in: part.name, subject: subject, sample: sample,
        "it filled column number \(number), and it declared \(part.columns.count)")
    case .kind(let kind):
      log.find(
        .wrongType, in: part.name, subject: subject, sample: sample,
        "it filled column '\(subject)', declared as \(misfit.column?.kind.rawValue ?? ""), with \(kind.rawValue)")
    case .rows(let count):
      log.find(
        .wrongShape, in: part.name, subject: subject, sample: sample,
        "it filled column '\(subject)' with \(count) values for \(batch.indices.count) samples")
    }
  }

  /// Checks what shows only after all samples.
  func finish() {
    // What was refused or never came is reported as that.
    let isRefused = log.result().findings.contains {
      $0.component == part.name && [.wrongShape, .wrongType, .failed].contains($0.code)
    }
    for (i, column) in part.columns.enumerated() where !hasValues[i] && !isRefused {
      log.find(.noValues, in: part.name, subject: column.name, "column '\(column.name)' has no value for any sample")
    }
    for range in part.expectations.ranges where !part.columns.contains(where: { $0.name == range.column }) {
      let names = part.columns.map(\.name)
      log.find(
        .unknownColumn, in: part.name, subject: range.column,
        remedy: nearestWord(to: range.column, among: names).map { "did you mean '\($0)'?" },
        "it fills no column '\(range.column)' but \(names.joined(separator: ", "))")
    }
    guard let times = log.component(part.name), times.samples > 0 else { return }
    let (each, budget) = (times.seconds / Double(times.samples), part.expectations.budget)
    guard each > budget else { return }
    func milliseconds(_ seconds: Double) -> Double { (seconds * 1e6).rounded() / 1000 }
    log.find(
      .slow, in: part.name, sample: times.worstSample,
      "it takes \(milliseconds(each)) ms a sample, and its budget is \(milliseconds(budget)) ms")
  }
}

extension ColumnAnswer {
  /// The first row that differs from the mirrored row of `other`, and its column; nil where all are the same to the last bit.
  func firstDifference(fromMirrored other: ColumnAnswer) -> (row: Int, column: Int)? {
    func first<Value>(_ a: [Value?], _ b: [Value?], _ same: (Value, Value) -> Bool) -> Int? {
      guard a.count == b.count else { return 0 }
      let last = b.count - 1
      for row in a.indices {
        switch (a[row], b[last - row]) {
        case (nil, nil): continue
        case (let x?, let y?) where same(x, y): continue
        default: return row
        }
      }
      return nil
    }
    for column in values.indices {
      let row: Int? =
        switch (values[column], other.values[column]) {
        case (.float64(let a), .float64(let b)): first(a, b) { $0.bitPattern == $1.bitPattern }
        case (.int64(let a), .int64(let b)): first(a, b, ==)
        case (.bool(let a), .bool(let b)): first(a, b, ==)
        case (.string(let a), .string(let b)): first(a, b, ==)
        default: 0
        }
      if let row { return (row, column) }
    }
    return nil
  }

  /// The answer with its rows in the opposite order.
  var mirrored: ColumnAnswer {
    ColumnAnswer(
      values: values.map { values in
        switch values {
        case .float64(let all): .float64(all.reversed())
        case .int64(let all): .int64(all.reversed())
        case .bool(let all): .bool(all.reversed())
        case .string(let all): .string(all.reversed())
        }
      }, misfits: misfits)
  }
}
