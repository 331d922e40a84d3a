extension TestCode {
  /// What is wrong, in one sentence.
  public var sentence: String {
    switch self {
    case .unusable: "A plugin or function cannot be loaded, refuses its options, or fails its examples."
    case .failed: "A component reported an error for some samples."
    case .unknownColumn: "leap.yaml declares the range of a column that the component does not fill."
    case .danglingReference: "A chart, a bar or the loss in leap.yaml names a column, metric or subset that no run will have."
    case .noTraining: "The data set has no training samples."
    case .emptySubset: "A subset has no samples."
    case .duplicateSubset: "Two subsets have the same name, or hold the very same samples in the same order."
    case .duplicateID: "Two samples have the same id."
    case .repeatedSample: "Two samples of one subset have the same input."
    case .sampleInTwoSubsets: "The same input is in two subsets, so that one leaks into the judgment of the other."
    case .labelOutsideClasses: "A label is none of the classes."
    case .missingLabel: "A sample of a labeled subset has no label."
    case .unexpectedLabel: "A sample of an unlabeled subset has a label."
    case .classWithoutSamples: "A class has no training samples."
    case .looksNormalized: "A picture has values below 0, which are lost when it is drawn: it looks normalized."
    case .notScaled: "A picture has values above 1, which are lost when it is drawn: it looks as if it was not divided by 255."
    case .nearBlack:
      "A picture has no value above 0.05, so that it is near-black when it is drawn: it looks as if it was scaled twice."
    case .blank: "All values of a picture are the same."
    case .wrongShape:
      "A component gave another number of values than there are samples, or a tensor of another shape than it must be."
    case .wrongType:
      "A component filled a column with values of another type than it declared, or a column that it did not declare."
    case .notFinite: "A value is NaN or infinite."
    case .outOfRange: "A value is outside of the range that leap.yaml declares."
    case .noValues: "A column has no value for any sample."
    case .notDeterministic: "The same call gave another result the second time."
    case .dependsOnBatch: "A sample's result depends on which other samples are in its batch, or on their order."
    case .writesToInputs: "A component changed the inputs that it was lent."
    case .slow: "A component takes longer for a sample than its budget."
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .unusable: "do what the reason says; the component was not tested"
    case .failed: "correct the component, or the sample that it stumbles over"
    case .unknownColumn: "correct the name under ranges; leap-host plugin inspect lists what a plugin offers"
    case .danglingReference: "correct the name; leap-host plugin inspect lists what a plugin fills"
    case .noTraining: "check the data set's options in leap.yaml"
    case .emptySubset: "leave the subset out, or give it samples"
    case .duplicateSubset: "leave one of them out"
    case .duplicateID: "let the data set name each sample once"
    case .repeatedSample: "remove the copy, unless it is meant to count twice"
    case .sampleInTwoSubsets: "keep it in one subset"
    case .labelOutsideClasses: "correct the label, or name its class"
    case .missingLabel: "label the sample, or move it to an unlabeled subset"
    case .unexpectedLabel: "let the data set answer -1 for unlabeled samples"
    case .classWithoutSamples: "add samples of the class, or leave it out"
    case .looksNormalized: "let the data set give values from 0 to 1, and normalize in the model"
    case .notScaled: "divide by 255 in the data set"
    case .nearBlack: "scale once only; look at the picture: leap-host sample"
    case .blank: "remove the sample if it shows nothing"
    case .wrongShape: "fill one value for each sample of the batch; the shapes are in docs/abi.md"
    case .wrongType: "declare the type that is filled, or fill the one that is declared"
    case .notFinite: "mark values that do not exist as missing, and look for a division by zero"
    case .outOfRange: "correct the component, or the range in leap.yaml"
    case .noValues: "fill the column, or leave it out"
    case .notDeterministic: "derive random choices from a seed, and keep nothing between calls"
    case .dependsOnBatch: "treat each sample on its own; what must be known of others belongs into fit"
    case .writesToInputs: "copy the inputs before changing them"
    case .slow: "make it faster, or raise budget in leap.yaml"
    }
  }

  /// The text of docs/test-codes.md.
  public static var reference: String {
    var text = """
      # What leap-host test finds

      <!-- Written by leap-host test --codes from Sources/Pipeline/Tester. Do not edit. -->

      `leap-host test` tries the data, the plugins and the functions of a project on all samples and prints what is wrong with each. The codes
      are stable. Errors end it with exit code 1; warnings do not.

      | code | severity | what it means | what to do |
      |---|---|---|---|

      """
    for code in allCases { text += "| `\(code.rawValue)` | \(code.severity.rawValue) | \(code.sentence) | \(code.remedy) |\n" }
    return text
      + """

      How it tests: samples come in batches of 1,000, then once more in reverse order and in batches of other sizes, and each result must be the
      same to the last bit (logits and features: to 1e-4, as float32 sums may change their order). Inputs are compared by SHA-256. Metrics see
      the weights of the last evaluated run, or random ones where there is none. Visualizers draw the first 16 samples of each subset.
      Analyzers are loaded and their options checked; they are not run. What charts, bars and the loss name is looked up once every
      component could be loaded.

      """
  }
}
