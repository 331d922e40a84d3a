/// What is wrong in a schema, and where.
struct SchemaFault: Error {
  var pointer: String
  var problem: String
}

/// Reads the keywords of one schema object.
struct SchemaReader {
  let node: ConfigNode
  let pointer: String

  func fault(_ key: String, _ problem: String) -> SchemaFault { SchemaFault(pointer: "\(pointer)/\(key)", problem: problem) }

  /// A schema is an object, or `true` for anything.
  func checkIsSchema() throws {
    guard node.members != nil || node.bool == true else {
      throw SchemaFault(pointer: pointer, problem: "a schema must be an object (is \(node.shown))")
    }
  }

  func kinds() throws -> [Schema.Kind] {
    guard let type = node["type"] else { return [] }
    return try (type.list ?? [type]).map { name in
      guard let kind = name.string.flatMap(Schema.Kind.init(rawValue:)) else {
        throw fault("type", "\(name.shown) is not a type of JSON Schema")
      }
      return kind
    }
  }

  func map(_ key: String) throws -> [(name: String, schema: Schema)] {
    guard let value = node[key] else { return [] }
    guard let members = value.members else { throw fault(key, "must be an object") }
    return try members.map { ($0.key, try Schema($0.value, at: "\(pointer)/\(key)/\($0.key)")) }
  }

  func schemas(_ key: String) throws -> [Schema] {
    guard let value = node[key] else { return [] }
    guard let items = value.list, !items.isEmpty else { throw fault(key, "must be a list of schemas") }
    return try items.enumerated().map { try Schema($1, at: "\(pointer)/\(key)/\($0)") }
  }

  func texts(_ key: String) throws -> [String] {
    guard let value = node[key] else { return [] }
    guard let items = value.list else { throw fault(key, "must be a list of names") }
    return try items.map { item in
      guard let text = item.string else { throw fault(key, "must be a list of names") }
      return text
    }
  }

  func additional() throws -> Schema.Additional {
    guard let value = node["additionalProperties"] else { return .allowed }
    if let flag = value.bool { return flag ? .allowed : .refused }
    return .checked(try Schema(value, at: pointer + "/additionalProperties"))
  }

  func allowed() throws -> [ConfigNode]? {
    if let only = node["const"] { return [only] }
    guard let value = node["enum"] else { return nil }
    guard let items = value.list, !items.isEmpty else { throw fault("enum", "must be a list of values") }
    return items
  }

  func number(_ key: String) throws -> Double? {
    guard let value = node[key] else { return nil }
    guard let number = value.double else { throw fault(key, "must be a number") }
    return number
  }

  func count(_ key: String) throws -> Int? {
    guard let value = node[key] else { return nil }
    guard let count = value.int, count >= 0 else { throw fault(key, "must be a whole number from 0") }
    return count
  }
}
