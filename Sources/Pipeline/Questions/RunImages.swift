import Core
import PluginHost
import Store

/// The images of a run's samples, read from its data set: the very ones that the run saw.
struct RunImages: Sendable {
  let dataset: PluginDataset
  let open: OpenRun
  private let seed: UInt64

  init(_ session: Session, _ open: OpenRun) async throws {
    dataset = try await session.dataset()
    self.open = open
    seed = session.plan.seed
  }

  /// What becomes of a sample whose image has changed since the run.
  enum Changed {
    case refused
    /// All of it is 0: one among many that are shown.
    case blank
    /// The image is taken as it is now.
    case taken
  }

  /// Samples of any subsets, in this order.
  func batch(_ samples: [SampleID], changed: Changed = .refused) async throws -> SampleBatch {
    let inputs = Tensor(.float32, [samples.count] + dataset.input.shape)
    let labels = Tensor(.int64, [samples.count])
    var places: [Int: [Int]] = [:]
    for (row, sample) in samples.enumerated() {
      _ = try open.rows.row(of: sample)
      places[try number(of: sample), default: []].append(row)
    }
    // One read a subset, as each is a call to another thread.
    for (subset, rows) in places.sorted(by: { $0.key < $1.key }) {
      let (images, truths) = (Tensor(.float32, [rows.count] + dataset.input.shape), Tensor(.int64, [rows.count]))
      try await dataset.read(subset: subset, rows: rows.map { Int64(samples[$0].index) }, inputs: images, labels: truths)
      for (i, row) in rows.enumerated() {
        inputs.setRows(from: row, to: images.rows(i..<i + 1))
        labels.setRows(from: row, to: truths.rows(i..<i + 1))
      }
    }
    try refuseChanged(inputs, of: samples, changed)
    let labeled = labels.int64s.allSatisfy { $0 >= 0 }
    return SampleBatch(
      subset: nil, indices: samples.map { Int64($0.index) }, inputs: inputs, labels: labeled ? labels : nil)
  }

  /// Neighboring samples of one subset in one read.
  func batch(ofSubset name: String, _ rows: Range<Int>) async throws -> SampleBatch {
    let number = try number(of: SampleID(subset: name, index: rows.upperBound - 1))
    let inputs = Tensor(.float32, [rows.count] + dataset.input.shape)
    let labels = Tensor(.int64, [rows.count])
    let indices = rows.map { Int64($0) }
    try await dataset.read(subset: number, rows: indices, inputs: inputs, labels: labels)
    try refuseChanged(inputs, of: rows.map { SampleID(subset: name, index: $0) }, .refused)
    let labeled = labels.int64s.allSatisfy { $0 >= 0 }
    return SampleBatch(subset: dataset.subsets[number], indices: indices, inputs: inputs, labels: labeled ? labels : nil)
  }

  private func number(of sample: SampleID) throws -> Int {
    guard let number = dataset.subsets.firstIndex(where: { $0.name == sample.subset && sample.index < $0.count }) else {
      throw LeapError(
        .data, doing: "reading \(sample)", problem: "the data set does not have it any more", remedy: "run again: leap-host run")
    }
    return number
  }

  /// - Throws: `LeapError` for the first sample whose image has changed, where it is refused.
  private func refuseChanged(_ inputs: Tensor, of samples: [SampleID], _ changed: Changed) throws {
    let rows = try samples.map(open.rows.row(of:))
    guard changed != .taken, let seen = try open.store.column(InputColumns.content, rows: rows, of: open.run) else { return }
    for (row, sample) in samples.enumerated() where seen[row] != .int64(Digest.number(of: inputs.bytes(ofRow: row))) {
      guard changed == .blank else {
        throw LeapError(
          .data, doing: "reading \(sample)", problem: "the data set has another image for it than when \(open.run.name) was made",
          remedy: "put the data back, or run again: leap-host run")
      }
      inputs.setRows(from: row, to: Tensor(.float32, [1] + dataset.input.shape))
    }
  }

  /// Training inputs that methods compare with, the same in every call of a project.
  func references() async throws -> Tensor? {
    let training = dataset.subsets.first { $0.state == .training && $0.count > 0 }
    guard let training else { return nil }
    return try await batch(some(64, of: training), changed: .taken).inputs
  }

  /// Some samples of validation, or of the last subset where there is none: of one with labels where there is one.
  func someSamples(_ count: Int) -> [SampleID] { Self.showcaseSubset(dataset.subsets).map { some(count, of: $0) } ?? [] }

  static func showcaseSubset(_ subsets: [SubsetInfo]) -> SubsetInfo? {
    let filled = subsets.filter { $0.count > 0 }
    return filled.first { $0.state == .validation } ?? filled.last { $0.state != .unlabeled } ?? filled.last
  }

  private func some(_ count: Int, of subset: SubsetInfo) -> [SampleID] {
    var random = SeededRandom(seed: seed)
    var chosen: Set<Int> = []
    while chosen.count < min(count, subset.count) { chosen.insert(random.below(subset.count)) }
    return chosen.sorted().map { SampleID(subset: subset.name, index: $0) }
  }
}

/// What samples of a run look like.
public struct ImageQuestions: Sendable {
  let session: Session

  public init(_ session: Session) { self.session = session }

  /// The images of samples, `[n, channels, height, width]`, read from the data set.
  /// - Parameter asSheet: a sample whose image has changed since the run is left blank, and not refused.
  public func images(of samples: [SampleID], asSheet: Bool = false, in open: OpenRun) async throws -> Tensor {
    try await RunImages(session, open).batch(samples, changed: asSheet ? .blank : .refused).inputs
  }
}
