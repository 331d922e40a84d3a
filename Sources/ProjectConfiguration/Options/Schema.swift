/// A JSON Schema, as much of it as options of plugins need.
///
/// Understood: type, properties, required, additionalProperties, enum, const, minimum, maximum, exclusiveMinimum,
/// exclusiveMaximum, minLength, items, minItems, maxItems, oneOf, anyOf, default, description, format "path". Other keywords
/// are ignored, as the standard asks. oneOf and anyOf both take the first form that fits.
final class Schema: Sendable {
  enum Kind: String, CaseIterable, Sendable { case null, boolean, integer, number, string, array, object }
  enum Additional: Sendable {
    case allowed, refused
    case checked(Schema)
  }

  /// Types that a value may have; empty: any type.
  let kinds: [Kind]
  let properties: [(name: String, schema: Schema)]
  let required: [String]
  let additional: Additional
  /// The values that enum or const allows.
  let allowed: [ConfigNode]?
  let minimum, maximum, exclusiveMinimum, exclusiveMaximum: Double?
  let minLength, minItems, maxItems: Int?
  let items: Schema?
  let forms: [Schema]
  let standard: ConfigNode?
  let summary: String
  let isPath: Bool

  /// - Throws: `SchemaFault` with the JSON Pointer of what is wrong.
  init(_ node: ConfigNode, at pointer: String = "") throws {
    let reader = SchemaReader(node: node, pointer: pointer)
    try reader.checkIsSchema()
    kinds = try reader.kinds()
    properties = try reader.map("properties")
    required = try reader.texts("required")
    additional = try reader.additional()
    allowed = try reader.allowed()
    minimum = try reader.number("minimum")
    maximum = try reader.number("maximum")
    exclusiveMinimum = try reader.number("exclusiveMinimum")
    exclusiveMaximum = try reader.number("exclusiveMaximum")
    minLength = try reader.count("minLength")
    minItems = try reader.count("minItems")
    maxItems = try reader.count("maxItems")
    items = try node["items"].map { try Schema($0, at: pointer + "/items") }
    forms = try reader.schemas("oneOf") + reader.schemas("anyOf")
    standard = node["default"]
    summary = node["description"]?.string ?? ""
    isPath = node["format"]?.string == "path"
  }

  func property(_ name: String) -> Schema? { properties.first { $0.name == name }?.schema }

  /// The type of `node` is one of this schema's.
  func fits(kindOf node: ConfigNode) -> Bool { kinds.isEmpty || kinds.contains { $0.holds(node) } }
}

extension Schema.Kind {
  func holds(_ node: ConfigNode) -> Bool {
    switch self {
    case .null: node.isNull
    case .boolean: node.bool != nil
    case .integer: node.int != nil
    case .number: node.double != nil
    case .string: node.string != nil
    case .array: node.list != nil
    case .object: node.members != nil
    }
  }

  var words: String {
    switch self {
    case .null: "empty"
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "a map"
    }
  }
}
