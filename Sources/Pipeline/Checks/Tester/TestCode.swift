/// What `leap-host test` can find. Raw values are stable: scripts may rely on them. docs/test-codes.md is written from these cases.
public enum TestCode: String, CaseIterable, Sendable, Encodable {
  // The project
  case unusable
  case failed
  case unknownColumn = "unknown-column"
  case danglingReference = "dangling-reference"
  // The data
  case noTraining = "no-training"
  case emptySubset = "empty-subset"
  case duplicateSubset = "duplicate-subset"
  case duplicateID = "duplicate-id"
  case repeatedSample = "repeated-sample"
  case sampleInTwoSubsets = "sample-in-two-subsets"
  case labelOutsideClasses = "label-outside-classes"
  case missingLabel = "missing-label"
  case unexpectedLabel = "unexpected-label"
  case classWithoutSamples = "class-without-samples"
  // Pictures
  case looksNormalized = "looks-normalized"
  case notScaled = "not-scaled"
  case nearBlack = "near-black"
  case blank
  // Values
  case wrongShape = "wrong-shape"
  case wrongType = "wrong-type"
  case notFinite = "not-finite"
  case outOfRange = "out-of-range"
  case noValues = "no-values"
  // Conduct
  case notDeterministic = "not-deterministic"
  case dependsOnBatch = "depends-on-batch"
  case writesToInputs = "writes-to-inputs"
  case slow

  public enum Severity: String, Sendable, Encodable { case error, warning }

  /// Errors spoil what a run says; warnings may be meant.
  public var severity: Severity {
    switch self {
    case .repeatedSample, .classWithoutSamples, .unexpectedLabel, .looksNormalized, .notScaled, .nearBlack, .blank, .noValues,
      .slow:
      .warning
    default: .error
    }
  }
}
