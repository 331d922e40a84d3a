/// Where an option stands, as errors name it: "layers[2].filters".
struct OptionPath: Sendable, CustomStringConvertible {
  /// Empty for the object that holds all options.
  let description: String

  static let root = OptionPath(description: "")

  func member(_ name: String) -> OptionPath { OptionPath(description: description.isEmpty ? name : "\(description).\(name)") }

  func item(_ index: Int) -> OptionPath { OptionPath(description: "\(description)[\(index)]") }

  /// Says that `json` is not what may stand here.
  func refusal(of json: JSON, _ wanted: String) -> PluginError {
    guard !description.isEmpty else { return PluginError(.argument, "the options are \(json.text), and must be \(wanted)") }
    return PluginError(.argument, "option '\(description)' is \(json.text), and must be \(wanted)")
  }
}
