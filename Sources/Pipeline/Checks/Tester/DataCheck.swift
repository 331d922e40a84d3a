import Core
import PluginHost

/// Looks at what the data set says of its samples, batch by batch, and at the end at all of them together.
struct DataCheck {
  let name: String
  let subsets: [SubsetInfo]
  let classNames: [String]
  let log: TestLog
  /// First 8 bytes of the SHA-256 of each input, and its sample, by subset.
  private var contents: [[(content: Int64, index: Int64)]]
  private var trained: [Bool]
  private var ids: [String: SampleID] = [:]

  /// A larger part than this is drawn white, a smaller one than `black` black.
  private static let white = 1.001
  private static let black = 0.05

  init(name: String, dataset: any DatasetRole, log: TestLog) {
    self.name = name
    subsets = dataset.subsets
    classNames = dataset.classNames
    self.log = log
    contents = subsets.map { _ in [] }
    trained = classNames.map { _ in false }
  }

  /// Checks the subsets before any sample is read.
  func checkSubsets() {
    if !subsets.contains(where: { $0.state == .training && $0.count > 0 }) {
      log.find(.noTraining, in: name, "none of its \(subsets.count) subsets is for training and has samples")
      return
    }
    for subset in subsets where subset.count == 0 {
      log.find(.emptySubset, in: name, subject: subset.name, "the subset '\(subset.name)' has no samples")
    }
  }

  /// - Returns: rows whose inputs are not finite; nobody is blamed for what comes of them.
  mutating func add(_ batch: SampleBatch, labels: [Int64], subset number: Int) -> Set<Int> {
    let subset = subsets[number]
    var broken: Set<Int> = []
    for (row, index) in batch.indices.enumerated() {
      let sample = SampleID(subset: subset.name, index: Int(index))
      checkLabel(labels[row], of: sample, in: subset)
      let facts = batch.inputs.statistics(ofRow: row)
      contents[number].append((Digest.number(of: batch.inputs.bytes(ofRow: row)), index))
      guard facts.mean.isFinite else {
        broken.insert(row)
        log.find(.notFinite, in: name, sample: sample, "its input holds a NaN or an infinity")
        continue
      }
      checkPicture(facts, of: sample)
    }
    return broken
  }

  /// - Parameter names: one a sample, as the data set has them.
  mutating func add(ids names: [String], of batch: SampleBatch, subset number: Int) {
    guard names.count == batch.indices.count else {
      log.find(.wrongShape, in: name, subject: "ids", "it gave \(names.count) ids for \(batch.indices.count) samples")
      return
    }
    for (id, index) in zip(names, batch.indices) {
      let sample = SampleID(subset: subsets[number].name, index: Int(index))
      if let first = ids[id] {
        log.find(.duplicateID, in: name, sample: sample, "it has the id '\(id)', and so has \(first)")
      } else {
        ids[id] = sample
      }
    }
  }

  private mutating func checkLabel(_ label: Int64, of sample: SampleID, in subset: SubsetInfo) {
    if subset.state == .unlabeled {
      if label != -1 { log.find(.unexpectedLabel, in: name, sample: sample, "it has the label \(label)") }
      return
    }
    if label == -1 { return log.find(.missingLabel, in: name, sample: sample, "it has no label") }
    guard classNames.indices.contains(Int(clamping: label)) else {
      return log.find(
        .labelOutsideClasses, in: name, sample: sample, "it has the label \(label), and there are \(classNames.count) classes")
    }
    if subset.state == .training { trained[Int(label)] = true }
  }

  private func checkPicture(_ facts: RowStatistics, of sample: SampleID) {
    func find(_ code: TestCode, _ reason: String) { log.find(code, in: name, sample: sample, reason) }
    if facts.minimum == facts.maximum {
      find(.blank, "all its values are \(facts.minimum)")
    } else if facts.minimum < 0 {
      find(.looksNormalized, "its values go from \(facts.minimum) to \(facts.maximum)")
    } else if facts.maximum > Self.white {
      find(.notScaled, "its values go up to \(facts.maximum)")
    } else if facts.maximum < Self.black {
      find(.nearBlack, "its largest value is \(facts.maximum)")
    }
  }

  /// Checks what shows only after all samples. O(samples).
  func checkTogether(isComplete: Bool) {
    let isTrained = subsets.contains { $0.state == .training && $0.count > 0 }
    for (index, isThere) in trained.enumerated() where !isThere && isComplete && isTrained {
      log.find(
        .classWithoutSamples, in: name, subject: "\(index)", "no training sample is of class \(index), '\(classNames[index])'")
    }
    let copies = checkSubsetCopies()
    var first: [Int64: (subset: Int, index: Int64)] = [:]
    for number in subsets.indices where !copies.contains(number) {
      for (content, index) in contents[number] {
        guard let other = first[content] else {
          first[content] = (number, index)
          continue
        }
        let sample = SampleID(subset: subsets[number].name, index: Int(index))
        let twin = SampleID(subset: subsets[other.subset].name, index: Int(other.index))
        log.find(
          other.subset == number ? .repeatedSample : .sampleInTwoSubsets, in: name, sample: sample,
          "its input is the same as that of \(twin)")
      }
    }
  }

  /// Subsets that repeat an earlier one from the first sample to the last.
  private func checkSubsetCopies() -> Set<Int> {
    var copies: Set<Int> = []
    for number in subsets.indices where !contents[number].isEmpty {
      for earlier in 0..<number where contents[earlier].map(\.content) == contents[number].map(\.content) {
        copies.insert(number)
        log.find(
          .duplicateSubset, in: name, subject: subsets[number].name,
          "'\(subsets[number].name)' holds the same samples as '\(subsets[earlier].name)'")
        break
      }
    }
    return copies
  }
}
