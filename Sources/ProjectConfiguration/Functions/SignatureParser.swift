import Core

/// Reads the grammar of `FunctionSignature` by recursive descent.
struct SignatureParser {
  static let longest = 1000
  static let mostParameters = 32

  private let tokens: [Substring]
  private var next = 0
  private let tooLong: Bool

  init(_ text: String) {
    tooLong = text.utf8.count > Self.longest
    tokens = tooLong ? [] : Self.tokens(of: text)
  }

  /// Words, `...`, and every other character by itself; spaces only separate.
  private static func tokens(of text: String) -> [Substring] {
    var tokens: [Substring] = []
    var rest = text[...]
    while let first = rest.first {
      let token = isLetter(first) ? rest.prefix(while: isLetter) : rest.hasPrefix("...") ? rest.prefix(3) : rest.prefix(1)
      if first != " " && first != "\t" { tokens.append(token) }
      rest = rest.dropFirst(token.count)
    }
    return tokens
  }

  private static func isLetter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }

  private var token: Substring? { next < tokens.count ? tokens[next] : nil }
  private var shown: String { token.map { "'\($0)'" } ?? "the end" }

  private mutating func take(_ wanted: String) -> Bool {
    guard token == wanted[...] else { return false }
    next += 1
    return true
  }

  mutating func signature() throws(SignatureProblem) -> FunctionSignature {
    let form = "write it like f64(pixels: f32[], count: usize)"
    if tooLong { throw SignatureProblem(problem: "it is longer than \(Self.longest) bytes", remedy: form) }
    if token == nil { throw SignatureProblem(problem: "it is empty", remedy: form) }
    let result: CType? = take("void") ? nil : try type()
    if token == "[" { throw SignatureProblem(problem: "a function of C returns no array", remedy: "use an argument T[mut]") }
    if result == .ptr {
      throw SignatureProblem(problem: "a result 'ptr' fits no column", remedy: "return a number, bool or str, or void")
    }
    guard take("(") else { throw SignatureProblem(problem: "expected '(' after the result, not \(shown)", remedy: form) }
    var parameters: [FunctionSignature.Parameter] = []
    var fixedCount: Int?
    if !take(")") {
      repeat {
        if take("...") {
          guard fixedCount == nil else { throw SignatureProblem(problem: "'...' stands twice", remedy: nil) }
          guard !parameters.isEmpty else {
            throw SignatureProblem(problem: "'...' needs a parameter before it", remedy: "C has no other variadic functions")
          }
          fixedCount = parameters.count
          continue
        }
        let parameter = try parameter(isVariadic: fixedCount != nil)
        if let name = parameter.name, parameters.contains(where: { $0.name == name }) {
          throw SignatureProblem(problem: "two parameters have the name '\(name)'", remedy: "give each its own")
        }
        parameters.append(parameter)
        guard parameters.count <= Self.mostParameters else {
          throw SignatureProblem(problem: "it has more than \(Self.mostParameters) parameters", remedy: nil)
        }
      } while take(",")
      guard take(")") else { throw SignatureProblem(problem: "expected ',' or ')', not \(shown)", remedy: pointerAdvice ?? form) }
    }
    guard token == nil else {
      throw SignatureProblem(problem: "nothing may follow the last ')', but \(shown) does", remedy: form)
    }
    return FunctionSignature(result: result, parameters: parameters, fixedCount: fixedCount)
  }

  private mutating func parameter(isVariadic: Bool) throws(SignatureProblem) -> FunctionSignature.Parameter {
    var name: String?
    if let word = token, word.first.map(Self.isLetter) == true, next + 1 < tokens.count, tokens[next + 1] == ":" {
      guard word.first?.isNumber != true else {
        throw SignatureProblem(problem: "the name '\(word)' begins with a digit", remedy: "begin it with a letter")
      }
      name = String(word)
      next += 2
    }
    let type = try type()
    var passing = FunctionSignature.Passing.value
    if take("[") {
      passing = take("mut") ? .output : .array
      guard take("]") else { throw SignatureProblem(problem: "expected ']', not \(shown)", remedy: "write T[] or T[mut]") }
      guard type.isNumber else {
        throw SignatureProblem(problem: "there are no arrays of '\(type.rawValue)'", remedy: "arrays hold numbers")
      }
    } else if isVariadic, !type.mayBeVariadic {
      let wide = type == .f32 ? "f64" : "i32"
      throw SignatureProblem(
        problem: "'\(type.rawValue)' cannot follow '...'", remedy: "C widens it there: write \(wide)")
    }
    return FunctionSignature.Parameter(name: name, type: type, passing: passing)
  }

  private mutating func type() throws(SignatureProblem) -> CType {
    guard let word = token, word.first.map(Self.isLetter) == true else {
      throw SignatureProblem(problem: "expected a type, not \(shown)", remedy: pointerAdvice ?? Self.knownTypes)
    }
    guard let type = CType(name: String(word)) else {
      let advice =
        switch word {
        case "void": "write () for a function without parameters"
        case "char": "write str for a text, i8 or u8 for a number"
        case "const", "struct", "signed", "short": Self.knownTypes
        default: nearestWord(to: String(word), among: CType.names).map { "did you mean '\($0)'?" } ?? Self.knownTypes
        }
      throw SignatureProblem(problem: "unknown type '\(word)'", remedy: advice)
    }
    next += 1
    return type
  }

  private var pointerAdvice: String? {
    token == "*" ? "write T[] for a pointer to numbers, str for a text, ptr for any other" : nil
  }

  private static let knownTypes = "known types: \(CType.allCases.map(\.rawValue).joined(separator: ", ")), and T[], T[mut]"
}
