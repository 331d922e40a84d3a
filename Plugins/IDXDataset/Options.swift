import PluginKit

/// The options of the data set, read.
struct Options {
  private static let path = Option(
    "path", .path, default: "mnist",
    "folder with the IDX files train-images, train-labels, t10k-images and t10k-labels, plain or gzip")
  private static let validation = Option(
    "validation", .int(0...), default: 12000, "so many of the last rows of the training file become the subset `validation`")
  private static let unlabeled = Option(
    "unlabeled", .int(0...), default: 0,
    "so many of the training rows before those become the subset `unlabeled`, without their labels")
  private static let classNames = Option(
    "class_names", optional: .list(of: .text(atLeast: 1), least: 1),
    "names of the classes, from label 0; by default the labels themselves")

  static let table = OptionTable(path, validation, unlabeled, classNames)

  /// Absolute.
  let path: String
  let validation: Int
  let unlabeled: Int
  let classNames: [String]?

  init(_ options: OptionValues) {
    path = options[Self.path]
    validation = options[Self.validation]
    unlabeled = options[Self.unlabeled]
    classNames = options[Self.classNames]
  }
}
