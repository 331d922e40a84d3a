import Kernels
import PluginKit

/// MNIST and its likes: four IDX files, split into training, validation, test and, on request, unlabeled.
final class IDXDataset: DatasetPlugin, ShowsRawSamples {
  static let manifest = Manifest(
    id: "idx", title: "IDX files", summary: "Images and labels from the IDX files of MNIST, Fashion-MNIST and their likes",
    traits: [.deterministic, .concurrent, .readsFiles], options: Options.table)

  /// Rows of one of the two image sets that form a subset.
  private struct Part {
    let subset: Subset
    let images: ImageSet
    let first: Int
    var isLabeled: Bool { subset.state != .unlabeled }
    var rows: Range<Int> { first..<first + subset.count }
  }

  let input: PluginKit.Port
  let classNames: [String]
  private let parts: [Part]
  private let training: ImageSet
  private let test: ImageSet

  init(options: OptionValues, call: Call) throws {
    let options = Options(options)
    training = try ImageSet("train", in: options.path)
    test = try ImageSet("t10k", in: options.path)
    guard training.height == test.height, training.width == test.width else {
      throw FileError.data(
        test.images.path,
        "has images of \(test.height) x \(test.width) pixels, but \(training.images.path) of \(training.height) x \(training.width)"
      )
    }
    parts = try Self.split(training, test, options)
    let labeled = parts.filter(\.isLabeled)
    if let names = options.classNames {
      for part in labeled { try part.images.checkLabels(rows: part.rows, classes: names.count) }
      classNames = names
    } else {
      let largest = labeled.compactMap { $0.images.largestLabel(rows: $0.rows) }.max() ?? 0
      classNames = (0...largest).map(String.init)
    }
    input = PluginKit.Port("image", shape: [1, training.height, training.width])
  }

  private static func split(_ training: ImageSet, _ test: ImageSet, _ options: Options) throws -> [Part] {
    let (taken, overflow) = options.validation.addingReportingOverflow(options.unlabeled)
    guard !overflow, taken < training.count else {
      throw PluginError(
        .argument,
        "\(training.images.path) has \(training.count) images: after \(options.validation) for validation and "
          + "\(options.unlabeled) unlabeled none is left for training; make the option 'validation' or 'unlabeled' smaller")
    }
    let count = training.count - taken
    let unlabeled = Part(
      subset: Subset("unlabeled", .unlabeled, count: options.unlabeled), images: training, first: count)
    let validation = Part(
      subset: Subset("validation", .validation, count: options.validation), images: training,
      first: count + options.unlabeled)
    let parts = [
      Part(subset: Subset("training", .training, count: count), images: training, first: 0), validation,
      Part(subset: Subset("test", .test, count: test.count), images: test, first: 0), unlabeled,
    ]
    return parts.filter { $0.subset.count > 0 }
  }

  var subsets: [Subset] { parts.map(\.subset) }

  /// Sizes and check sums (CRC-32) of the four files' content, and the split.
  func fingerprint(call: Call) throws -> String {
    let files = [training.images, training.labels, test.images, test.labels].map { file in
      "\(file.shape.map(String.init).joined(separator: "x")):\(String(file.checksum, radix: 16))"
    }
    let split = parts.map { "\($0.subset.name)=\($0.first)+\($0.subset.count)" }
    return "idx/1 \((files + split).joined(separator: " ")) classes=\(JSON.array(classNames.map(JSON.string)).text)"
  }

  /// Pixels are bytes divided by 255.
  func read(
    subset: Int, rows: UnsafeBufferPointer<Int64>, inputs: MutableTensorView<Float>?, labels: MutableTensorView<Int64>?,
    call: Call
  ) throws {
    let part = parts[subset]
    if let inputs, !rows.isEmpty {
      Bytes.gatherScaled(
        part.images.images.values.baseAddress!, size: input.count, rows: rows, first: part.first, to: inputs.values.baseAddress!)
    }
    if let labels {
      let stored = part.images.labels.values
      for (i, row) in rows.enumerated() {
        labels.values[i] = part.isLabeled ? Int64(stored[part.first + Int(row)]) : -1
      }
    }
  }

  /// `[h, w]` bytes as they are in the file.
  func raw(subset: Int, row: Int, into sink: Sink, call: Call) throws {
    let part = parts[subset]
    let start = (part.first + row) * input.count
    try sink.put(
      "raw", UnsafeBufferPointer(rebasing: part.images.images.values[start..<start + input.count]),
      shape: [training.height, training.width])
  }
}
