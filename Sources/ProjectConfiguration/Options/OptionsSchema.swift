import Core

/// What options a component of a plugin takes, as its descriptor says in JSON Schema.
public struct OptionsSchema: Sendable {
  let schema: Schema
  private let component: String

  /// - Parameters:
  ///   - json: The component's schema; nil or "" for one that takes no options.
  ///   - component: As errors name it.
  /// - Throws: `LeapError(.plugin)` when the schema itself is wrong, or a default does not fit it.
  public init(json: String?, of component: String) throws {
    self.component = component
    func fault(_ problem: String) -> LeapError {
      LeapError(
        .plugin, doing: "reading the options schema of plugin '\(component)'", problem: problem,
        remedy: "tell the plugin's author; it cannot be used before that is mended")
    }
    let text = json.flatMap { $0.isEmpty ? nil : $0 } ?? #"{"type":"object","additionalProperties":false}"#
    do {
      schema = try Schema(try ConfigNode(json: text))
    } catch let error as SchemaFault {
      throw fault("\(error.pointer.isEmpty ? "" : error.pointer + ": ")\(error.problem)")
    } catch {
      throw fault("it is not JSON (\(error))")
    }
    do {
      try checkDefaults(of: schema, path: "")
    } catch let error as LeapError {
      throw fault("a default does not fit: \(error.problem)")
    }
  }

  /// Whether there is an option of this name that may have this word as its value.
  public func offers(_ option: String, _ word: String) -> Bool {
    schema.property(option)?.allowed?.contains { $0.string == word } ?? false
  }

  /// Checks `options` and completes them.
  /// - Parameters:
  ///   - options: A map, as leap.yaml has it.
  ///   - file: The file's name in errors.
  ///   - resolvePath: Makes a path absolute; called for each text of format "path".
  /// - Returns: Compact JSON with sorted keys, defaults filled in at every level: equal options give equal text.
  /// - Throws: `LeapError` with file, line and column of the option at fault.
  public func complete(_ options: ConfigNode, file: String, resolvePath: (String) throws -> String) throws -> String {
    try withoutActuallyEscaping(resolvePath) { resolvePath in
      let check = SchemaCheck(component: component, file: ConfigFile(name: file), resolvePath: resolvePath)
      return try check.complete(options.isNull ? ConfigNode(.map([]), at: options.mark) : options, schema, path: "").canonical
    }
  }

  private func checkDefaults(of schema: Schema, path: String) throws {
    let check = SchemaCheck(component: component, file: ConfigFile(name: ""), resolvePath: { $0 })
    if let standard = schema.standard { _ = try check.complete(standard, schema, path: path) }
    for (name, property) in schema.properties { try checkDefaults(of: property, path: path.isEmpty ? name : "\(path).\(name)") }
    if let items = schema.items { try checkDefaults(of: items, path: path + "[]") }
    for form in schema.forms { try checkDefaults(of: form, path: path) }
  }
}
