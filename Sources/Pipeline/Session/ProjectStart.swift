import Core
import Foundation
import PluginHost
import ProjectConfiguration

/// A first leap.yaml for a folder of IDX files: `leap-host init`.
public struct ProjectStart: Sendable {
  /// Absolute path of the file that is to be written.
  public let file: String
  public let text: String
  /// What the data holds, for people.
  public let facts: String

  private static let plugin = "libIDXDataset.so"

  /// Opens the data, which checks it, and writes the text; nothing is put on disk.
  /// - Parameters:
  ///   - folder: where leap.yaml is to be; absolute.
  ///   - data: the folder of the IDX files, counted from `folder`.
  ///   - name: of the project; nil: made from the folder's.
  /// - Throws: `LeapError` where there is a leap.yaml already, or the data is not sound.
  public init(folder: String, data: String, name: String?, report: @escaping Reporter) async throws {
    file = folder + "/" + ProjectPlan.fileName
    guard !FileManager.default.fileExists(atPath: file) else {
      throw LeapError(
        .usage, doing: "starting a project", problem: "there is a \(ProjectPlan.fileName) already", place: file,
        remedy: "it is left as it is; choose another folder, or move it away")
    }
    let name = try name ?? Self.name(of: folder)
    func yaml(_ options: String, _ model: String = "libMNISTCNN.so") -> String {
      "project: \(name)\ndataset: {plugin: \(Self.plugin), options: {\(options)}}\nmodel: \(model)\n"
    }
    let path = ConfigNode(.string(data)).json
    let plan = try ProjectPlan(yaml: yaml("path: \(path), validation: 0"), file: file)
    let registry = Session.makeRegistry(report)
    let dataset = try await registry.dataset(registry.resolve(plan.dataset, role: .dataset, plan: plan))
    let training = dataset.subsets.first { $0.state == .training }?.count ?? 0
    let (size, classes) = (dataset.input.shape.suffix(2), dataset.classNames.count)
    guard training >= 2, classes >= 2 else {
      throw LeapError(
        .data, doing: "starting a project", problem: "the data has \(training) training samples of \(classes) classes",
        place: data,
        remedy: "a classifier needs at least two of each")
    }
    // A fifth for validation, as for MNIST.
    let validation = training / 5
    // The standard layers have two convolutions and two poolings, which need 10 pixels.
    let isSmall = (size.min() ?? 0) < 10
    let layers = "[{kind: flatten}, {kind: dense, units: 32}, {kind: relu}, {kind: dense, units: \(classes)}]"
    let model = isSmall ? "\n  plugin: libMNISTCNN.so\n  options:\n    layers: \(layers)" : " libMNISTCNN.so"
    text = """
      # Started by leap-host init. docs/leap-yaml.md has all keys; leap-host plugin inspect NAME shows a plugin's options.
      project: \(name)

      dataset:
        plugin: \(Self.plugin)
        options:
          path: \(path)
          validation: \(validation)   # so many of the last training images

      model:\(model)

      # tests: [{name: accuracy, metric: accuracy, subset: validation, at_least: 0.9}]

      """
    // What is written must be readable.
    _ = try ProjectPlan(yaml: text, file: file)
    let sizes = size.map(String.init).joined(separator: " x ")
    let subsets = dataset.subsets.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
    facts = "\(subsets) images of \(sizes) pixels, \(classes) classes"
  }

  /// The folder's name in the letters that a project's name may have.
  private static func name(of folder: String) throws -> String {
    let last = URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent.lowercased()
    let letters = last.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    let name = String(letters.prefix(64)).split(separator: "-").joined(separator: "-")
    guard !name.isEmpty else {
      throw LeapError(
        .usage, doing: "starting a project", problem: "the folder '\(last)' gives no name for it", remedy: "add --name NAME")
    }
    return name
  }
}
