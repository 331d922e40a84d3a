import Core

/// One column that a function fills.
public struct FunctionOutput: Sendable {
  public enum Source: Sendable, Equatable {
    case result
    /// The value that it writes to this parameter.
    case parameter(Int)
  }

  /// What the function's own result is.
  enum Returns: String, CaseIterable { case value, status }

  public let source: Source
  public let column: ColumnInfo
  /// How an example names it.
  let key: String

  /// The result, unless it is void or a status, then each parameter that is written.
  public static func sources(_ signature: FunctionSignature, resultIsStatus: Bool) -> [Source] {
    let written = signature.parameters.indices.filter { signature.parameters[$0].passing == .output }
    return (signature.result == nil || resultIsStatus ? [] : [.result]) + written.map(Source.parameter)
  }

  /// A single output has the function's name; of several, those that are written to parameters have `name.parameter`.
  static func list(
    _ signature: FunctionSignature, resultIsStatus: Bool, name: String, file: ConfigFile, mark: ConfigNode.Mark,
    _ column: (ColumnValues.Kind, String) -> ColumnInfo
  ) throws -> [FunctionOutput] {
    let sources = sources(signature, resultIsStatus: resultIsStatus)
    guard !sources.isEmpty else {
      throw file.error(
        "function '\(name)' returns void and writes no argument, so it has no value", at: mark,
        remedy: "give the signature a result, or a parameter T[mut]")
    }
    return try sources.map { source in
      guard case .parameter(let i) = source else {
        return FunctionOutput(source: source, column: column(signature.result?.column ?? .float64, name), key: "result")
      }
      let parameter = signature.parameters[i]
      guard sources.count == 1 || parameter.name.map(FunctionEntry.isColumnName) == true else {
        throw file.error(
          "function '\(name)' fills several columns, and its parameter \(i + 1) has no name for one", at: mark,
          remedy: "write it like mean: f64[mut], with a-z, 0-9 and _")
      }
      let key = parameter.name ?? name
      return FunctionOutput(
        source: source, column: column(parameter.type.column ?? .float64, sources.count == 1 ? name : "\(name).\(key)"), key: key)
    }
  }
}
