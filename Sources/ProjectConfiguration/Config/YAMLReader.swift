import Core
import Yams

extension ConfigNode {
  /// Deeper texts are refused, so that no later walk over a tree needs a bound of its own.
  static let deepest = 64

  /// Reads one YAML document.
  ///
  /// Left out on purpose, each with a clear refusal: anchors, aliases and merge keys, tags other than `!!str`, keys that are
  /// not texts, several documents.
  /// - Throws: `LeapError` with the place in `file`.
  public init(yaml text: String, file: ConfigFile) throws {
    do {
      // The parser owns the anchors that its nodes refer to weakly.
      let parser = try Parser(yaml: text, resolver: .basic)
      let root = try parser.singleRoot()
      self = try withExtendedLifetime(parser) {
        guard let root else { return ConfigNode(.null) }
        return try Self.convert(root, file: file, depth: 0)
      }
    } catch let error as YamlError {
      throw file.explained(error, of: text)
    }
  }

  private static func convert(_ node: Node, file: ConfigFile, depth: Int) throws -> ConfigNode {
    let mark = Mark(node.mark)
    guard depth < deepest else { throw file.error("nested deeper than \(deepest) levels", at: mark) }
    guard node.anchor == nil else {
      throw file.error("anchors (&) and aliases (*) are not supported", at: mark, remedy: "write the value out where it is used")
    }
    switch node {
    case .scalar(let scalar):
      guard [Tag.Name.implicit, .str, .nonSpecific].map(\.rawValue).contains(scalar.tag.rawValue) else {
        throw file.error("tags (\(scalar.tag.rawValue)) are not supported", at: mark, remedy: "write the value without it")
      }
      let isText = scalar.style != .plain || scalar.tag.rawValue != Tag.Name.implicit.rawValue
      return ConfigNode(isText ? .string(scalar.string) : Value(plain: scalar.string), at: mark)
    case .sequence(let sequence):
      return ConfigNode(.list(try sequence.map { try convert($0, file: file, depth: depth + 1) }), at: mark)
    case .mapping(let mapping):
      return ConfigNode(.map(try mapping.map { try member($0.key, $0.value, file: file, depth: depth) }), at: mark)
    case .alias:
      throw file.error("anchors (&) and aliases (*) are not supported", at: mark)
    }
  }

  private static func member(_ key: Node, _ value: Node, file: ConfigFile, depth: Int) throws -> Member {
    let mark = Mark(key.mark)
    guard let name = key.scalar, key.anchor == nil else {
      throw file.error("a key must be a plain word", at: mark, remedy: "write it as name: value")
    }
    guard name.string != "<<" || name.style != .plain else {
      throw file.error("merge keys (<<) are not supported", at: mark, remedy: "write the values out")
    }
    return Member(key: name.string, mark: mark, value: try convert(value, file: file, depth: depth + 1))
  }
}

extension ConfigNode.Mark {
  fileprivate init(_ mark: Yams.Mark?) { self.init(line: mark?.line ?? 1, column: mark?.column ?? 1) }
}

extension ConfigFile {
  fileprivate func explained(_ error: YamlError, of text: String) -> LeapError {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      // Yams repeats the whole text as the context of some errors.
      let words = [context.map { "\($0.text) (line \($0.mark.line))" }, problem].compactMap(\.self).joined(separator: ": ")
      return self.error("not valid YAML: \(words)", at: ConfigNode.Mark(mark))
    case .reader(let problem, let offset, _, _):
      return self.error("not valid YAML: \(problem)", at: mark(of: offset ?? 0, in: text))
    case .duplicatedKeysInMapping(let keys, let context):
      return self.error(
        "key '\(keys.first ?? "")' is written twice", at: ConfigNode.Mark(context.mark), remedy: "keep one of them")
    default:
      return self.error("not valid YAML: \(error)", at: .start)
    }
  }

  private func mark(of offset: Int, in text: String) -> ConfigNode.Mark {
    let before = text.prefix(offset)
    let line = before.split(separator: "\n", omittingEmptySubsequences: false)
    return ConfigNode.Mark(line: max(1, line.count), column: (line.last?.unicodeScalars.count ?? 0) + 1)
  }
}
