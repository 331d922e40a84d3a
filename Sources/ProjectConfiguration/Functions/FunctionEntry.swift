import Core

/// A C function that fills columns, as an entry of `functions:` in leap.yaml names it, checked as far as it can be without the
/// library.
public struct FunctionEntry: NamedEntry, Sendable {
  /// Stands before a column's name that another component has taken, where components have their ids.
  public static let id = "function"

  /// The name of the function, which is its column's name.
  public let name: String
  /// A path, counted from leap.yaml, or the name of a library of the system.
  public let library: String
  public let symbol: String
  public let signature: FunctionSignature
  /// One for each parameter.
  public let arguments: [FunctionArgument]
  public let outputs: [FunctionOutput]
  /// The function's result is 0 when all went well; otherwise the sample has no value.
  public let resultIsStatus: Bool
  /// Calls whose results are known; at least one.
  public let examples: [FunctionExample]
  /// The run goes on without the column if it cannot be had.
  public let isOptional: Bool
  /// Several threads may call it at once.
  public let isParallel: Bool
  /// Seconds for all examples.
  public let timeLimit: Double
  /// SHA-256 that the library's file must have, 64 hex digits.
  public let sha256: String?
  /// What `leap-host test` holds the columns to.
  public let expectations: Expectations
  /// Where the entry begins in leap.yaml.
  public let mark: ConfigNode.Mark

  /// Metrics need an evaluated model, metadata only the sample.
  public var needsModel: Bool { words.contains(where: \.needsModel) }
  public func needs(_ word: FunctionWord) -> Bool { words.contains(word) }
  /// All words that must have values.
  public var words: Set<FunctionWord> {
    Set(
      arguments.compactMap { argument in
        switch argument {
        case .word(let word), .count(of: let word): word
        case .constant: nil
        }
      })
  }
  public var columns: [ColumnInfo] { outputs.map(\.column) }

  /// All that changes the values, beside the library's content; for a fingerprint.
  public var canonical: [String] {
    [symbol, signature.text, resultIsStatus ? "status" : "value"] + arguments.map(\.canonical)
      + columns.map { "\($0.name) \($0.direction) \($0.summary)" }
  }

  init(_ node: ConfigNode, file: ConfigFile) throws {
    let map = try MapReader(node, file: file, subject: "a function", table: Self.table)
    let nameNode = try map.required("name", remedy: "add name: COLUMN")
    let name = try map.text("name", nameNode)
    guard Self.isColumnName(name) else {
      throw file.error(
        "'name' must be of a-z, 0-9 and _, from a letter on (is '\(name)')", at: nameNode.mark, remedy: "write it like mean_pixel"
      )
    }
    let library = try map.text("library", try map.required("library", remedy: "add library: libX.so"))
    let symbol = try map.text("symbol") ?? name
    let signature = try FunctionSignature(try map.required("signature", remedy: "add signature: f64(f64)"), file: file)
    let reader = ArgumentReader(signature: signature, file: file, name: name)
    arguments = try reader.arguments(map["arguments"], at: node.mark)
    let returns = try map["returns"].map { ($0.mark, try map.word("returns", $0, as: FunctionOutput.Returns.self)) }
    let direction = try map["direction"].map { try map.word("direction", $0, as: ColumnInfo.Direction.self) } ?? .none
    let summary = try map.text("summary")
    let writes = signature.parameters.contains { $0.passing == .output }
    resultIsStatus = returns.map { $0.1 == .status } ?? (writes && signature.result?.isInteger == true)
    if resultIsStatus, !writes || signature.result?.isInteger != true {
      throw file.error(
        "'returns: status' needs a whole number as result and an argument T[mut]", at: returns?.0 ?? node.mark,
        remedy: "leave it out")
    }
    outputs = try FunctionOutput.list(
      signature, resultIsStatus: resultIsStatus, name: name, file: file, mark: node.mark
    ) { kind, name in
      ColumnInfo(
        name: name, kind: kind, direction: direction, summary: summary ?? "\(symbol) of \(library)",
        source: "\(library):\(symbol)")
    }
    let check = try map.required("check", remedy: "add check: [{arguments: [...], result: ...}], which is tried first")
    examples = try reader.examples(check, outputs: outputs, mayBeMissing: resultIsStatus)
    isOptional = try map.flag("optional")
    isParallel = try map.flag("parallel")
    timeLimit = try map.number("time_limit")
    sha256 = try map.sha256()
    let filled = outputs.map(\.column.name)
    expectations = Expectations(
      ranges: try map["range"].map { node in try filled.map { try ValueRange(column: $0, node, file: file) } } ?? [],
      budget: try map.number("budget"))
    self.name = name
    self.library = library
    self.symbol = symbol
    self.signature = signature
    mark = node.mark
  }

  static func isColumnName(_ name: String) -> Bool {
    let letters: (Character) -> Bool = { ("a"..."z").contains($0) }
    return name.count <= 64 && name.first.map(letters) == true
      && name.allSatisfy { letters($0) || ("0"..."9").contains($0) || $0 == "_" }
  }
}

extension FunctionSignature {
  init(_ node: ConfigNode, file: ConfigFile) throws {
    guard let text = node.string else {
      throw file.error("'signature' must be a text (is \(node.shown))", at: node.mark, remedy: "write it like f64(f64)")
    }
    do {
      try self.init(text)
    } catch {
      throw file.error("signature \(node.shown): \(error.problem)", at: node.mark, remedy: error.remedy)
    }
  }
}
