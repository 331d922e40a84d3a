import Core

/// A value that leap.yaml itself gives.
public enum FunctionConstant: Sendable, Codable, Hashable {
  case integer(Int64)
  /// A real number, finite.
  case float(Double)
  case bool(Bool)
  case text(String)
  /// A list of finite numbers.
  case numbers([Double])
  /// The null pointer.
  case null
  /// Room for one value, which the function fills.
  case output
}

/// What is passed for one parameter.
public enum FunctionArgument: Sendable, Hashable {
  case word(FunctionWord)
  /// How many values an array has.
  case count(of: FunctionWord)
  case constant(FunctionConstant)

  /// The argument as a text for fingerprints.
  var canonical: String {
    switch self {
    case .word(let word): word.rawValue
    case .count(let word): "count of \(word.rawValue)"
    case .constant(let constant): constant.shown
    }
  }
}

extension FunctionConstant {
  /// The argument as leap.yaml has it.
  public var shown: String {
    switch self {
    case .integer(let number): "\(number)"
    case .float(let number): "\(number)"
    case .bool(let flag): "\(flag)"
    case .text(let text): "'\(text)'"
    case .numbers(let numbers): "[\(numbers.map { "\($0)" }.joined(separator: ", "))]"
    case .null: "null"
    case .output: "out"
    }
  }

  /// - Throws: a text that says what is wrong with it.
  init(_ node: ConfigNode) throws(SignatureProblem) {
    func wrong(_ problem: String) -> SignatureProblem {
      SignatureProblem(problem: problem, remedy: "write a number, true, false, null, a list of numbers, {text: ...} or out")
    }
    switch node.value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .integer(Int64(value))
    case .double(let value): self = .float(value)
    case .list(let items):
      var numbers: [Double] = []
      for item in items {
        guard let number = item.double else { throw wrong("\(item.shown) in a list is no number") }
        numbers.append(number)
      }
      self = .numbers(numbers)
    case .map(let members):
      guard members.count == 1, members[0].key == "text", let text = members[0].value.string, !text.contains("\0") else {
        throw wrong("a map other than {text: ...} is no argument")
      }
      self = .text(text)
    case .string(let text):
      guard text == "out" else { throw wrong("'\(text)' is no value") }
      self = .output
    }
  }

  /// Why the value does not fit a parameter; nil when it does.
  func misfit(_ parameter: FunctionSignature.Parameter) -> String? {
    let type = parameter.type
    switch (self, parameter.passing) {
    case (.output, .output): return nil
    case (_, .output): return "takes 'out': the function writes there"
    case (.output, _): return "is not written by the function, so 'out' has no meaning"
    case (.numbers(let numbers), .array):
      let wrong = numbers.first { number in
        type.isInteger && !(Int64(exactly: number).map(type.holds) ?? false)
      }
      return wrong.map { "holds no \($0)" }
    case (_, .array): return "takes a list of numbers"
    case (.integer(let number), .value) where type != .ptr && type != .str && type != .bool:
      return type.holds(number) ? nil : "holds no \(number)"
    case (.float, .value) where type.isFloat: return nil
    case (.bool, .value) where type == .bool: return nil
    case (.text, .value) where type == .str: return nil
    case (.null, .value) where type == .ptr || type == .str: return nil
    case (_, .value):
      switch type {
      case .str: return "takes {text: ...} or null"
      case .ptr: return "takes an array of the sample or null"
      case .bool: return "takes true or false"
      default: return type.isFloat ? "takes a number" : "takes a whole number"
      }
    }
  }
}

extension FunctionWord {
  /// Why the word's values do not fit a parameter; nil when they do.
  func misfit(_ parameter: FunctionSignature.Parameter) -> String? {
    let type = parameter.type
    switch parameter.passing {
    case .output: return "takes 'out': the function writes there"
    case .array where kind != .array: return "is one value, not an array"
    case .array: return type.isFloat ? nil : "is an array of floats: write f32[] or f64[]"
    case .value: break
    }
    return switch kind {
    case .array: type == .ptr ? nil : "is an array: write f32[] or f64[]"
    case .text: type == .str ? nil : "is a text: write str"
    case .float: type.isFloat ? nil : "is a float: write f64 or f32"
    case .integer: type.isNumber ? nil : "is a whole number: write i64, usize or another type of numbers"
    }
  }
}
