import Core

/// Reads what leap.yaml hands to the parameters of a signature.
struct ArgumentReader {
  let signature: FunctionSignature
  let file: ConfigFile
  /// The name of the function, for errors.
  let name: String

  /// The arguments of every call. Without a list, the parameters' own names are the words.
  func arguments(_ node: ConfigNode?, at mark: ConfigNode.Mark) throws -> [FunctionArgument] {
    let nodes =
      try node.map { try items($0, of: "arguments") }
      ?? signature.parameters.map { parameter in
        if parameter.passing == .output { return ConfigNode(.string("out"), at: mark) }
        guard let word = parameter.name else {
          throw file.error(
            "function '\(name)' needs the key 'arguments'", at: mark, remedy: "add arguments: [pixels, count], say")
        }
        return ConfigNode(.string(word), at: mark)
      }
    var arguments: [FunctionArgument] = []
    for (i, node) in nodes.enumerated() {
      let argument = try self.argument(node, after: arguments)
      let misfit =
        switch argument {
        case .word(let word): word.misfit(signature.parameters[i])
        case .count: FunctionWord.count.misfit(signature.parameters[i])
        case .constant(let constant): constant.misfit(signature.parameters[i])
        }
      if let misfit {
        let subject = if case .constant = argument { parameter(i) } else { node.shown }
        throw file.error("argument \(i + 1) of function '\(name)': \(subject) \(misfit)", at: node.mark)
      }
      arguments.append(argument)
    }
    return arguments
  }

  private func argument(_ node: ConfigNode, after others: [FunctionArgument]) throws -> FunctionArgument {
    guard let text = node.string, text != "out" else { return .constant(try constant(node)) }
    guard let word = FunctionWord(rawValue: text) else {
      throw file.error(
        "unknown argument '\(text)' of function '\(name)'", at: node.mark,
        remedy: file.advice(for: text, among: FunctionWord.allCases.map(\.rawValue) + ["out"], called: "arguments"))
    }
    guard word == .count else { return .word(word) }
    for case let other in others.reversed() {
      if case .word(let array) = other, array.kind == .array { return .count(of: array) }
      if case .constant(.numbers(let numbers)) = other { return .constant(.integer(Int64(numbers.count))) }
    }
    return .count(of: .pixels)
  }

  /// The examples under `check:`, a list or a single one.
  func examples(_ node: ConfigNode, outputs: [FunctionOutput], mayBeMissing: Bool) throws -> [FunctionExample] {
    let nodes = node.list ?? [node]
    guard !nodes.isEmpty else {
      throw file.error("function '\(name)' needs an example", at: node.mark, remedy: "add {arguments: [...], result: ...}")
    }
    return try nodes.map { node in
      let map = try MapReader(node, file: file, subject: "an example", table: FunctionExample.table)
      let list = try items(try map.required("arguments", remedy: "add arguments: [...], one value each"), of: "arguments")
      let arguments = try list.enumerated().map { i, node in
        let constant = try constant(node)
        if let misfit = constant.misfit(signature.parameters[i]) {
          throw file.error("argument \(i + 1) of an example of '\(name)': \(parameter(i)) \(misfit)", at: node.mark)
        }
        return constant
      }
      let result = try map.required("result", remedy: "add result: and the value that must come out")
      return FunctionExample(
        arguments: arguments, expected: try expected(result, outputs, mayBeMissing),
        tolerance: try map.number("tolerance"), mark: node.mark)
    }
  }

  /// One value, or a map with one for each output.
  private func expected(_ node: ConfigNode, _ outputs: [FunctionOutput], _ mayBeMissing: Bool) throws -> [ColumnValue?] {
    if node.isNull, mayBeMissing { return outputs.map { _ in nil } }
    guard outputs.count > 1 else { return [try value(node, outputs[0])] }
    let map = try MapReader(node, file: file, subject: "the result of '\(name)'", keys: outputs.map(\.key))
    return try outputs.map { try value(try map.required($0.key, remedy: "add \($0.key): VALUE"), $0) }
  }

  private func value(_ node: ConfigNode, _ output: FunctionOutput) throws -> ColumnValue? {
    let value: ColumnValue? =
      switch output.column.kind {
      case .float64: node.double.map(ColumnValue.float64)
      case .int64: node.int.map { .int64(Int64($0)) }
      case .bool: node.bool.map(ColumnValue.bool)
      case .string: (node.string ?? node["text"]?.string).map(ColumnValue.string)
      }
    if value == nil, !(node.isNull && output.column.kind == .string) {
      throw file.error("the result of '\(name)' must be of type \(output.column.kind) (is \(node.shown))", at: node.mark)
    }
    return value
  }

  private func items(_ node: ConfigNode, of key: String) throws -> [ConfigNode] {
    guard let items = node.list else {
      throw file.error("'\(key)' of function '\(name)' must be a list (is \(node.shown))", at: node.mark)
    }
    let wanted = signature.parameters.count
    guard items.count == wanted else {
      throw file.error(
        "function '\(name)' takes \(wanted) argument\(wanted == 1 ? "" : "s"), not \(items.count)", at: node.mark,
        remedy: "its signature is \(signature.text)")
    }
    return items
  }

  private func constant(_ node: ConfigNode) throws -> FunctionConstant {
    do {
      return try FunctionConstant(node)
    } catch {
      throw file.error("an argument of function '\(name)': \(error.problem)", at: node.mark, remedy: error.remedy)
    }
  }

  private func parameter(_ i: Int) -> String { "parameter '\(signature.parameters[i].text)'" }
}
