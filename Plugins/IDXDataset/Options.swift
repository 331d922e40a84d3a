import PluginKit

/// The options of the data set, checked.
struct Options {
  static let schema = """
    {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "path": {
          "type": "string", "format": "path", "default": "mnist", "minLength": 1,
          "description": "Folder with the IDX files train-images, train-labels, t10k-images and t10k-labels, plain or gzip"
        },
        "validation": {
          "type": "integer", "default": 12000, "minimum": 0,
          "description": "So many of the last rows of the training file become the subset validation"
        },
        "unlabeled": {
          "type": "integer", "default": 0, "minimum": 0,
          "description": "So many of the last training rows become the subset unlabeled, without their labels"
        },
        "class_names": {
          "type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1,
          "description": "Names of the classes, from label 0; by default the labels themselves"
        }
      }
    }
    """

  let path: String
  let validation: Int
  let unlabeled: Int
  let classNames: [String]?

  init(_ options: JSON) throws {
    path = try options.string("path")
    validation = try options.int("validation")
    unlabeled = try options["unlabeled"] == nil ? 0 : options.int("unlabeled")
    guard validation >= 0, unlabeled >= 0 else {
      throw PluginError(.argument, "options 'validation' and 'unlabeled' must not be below 0")
    }
    classNames = try options["class_names"].map { names in
      guard let names = names.array?.map(\.string), let list = names as? [String], !list.isEmpty else {
        throw PluginError(.argument, "option 'class_names' must be a list of texts")
      }
      return list
    }
  }
}
