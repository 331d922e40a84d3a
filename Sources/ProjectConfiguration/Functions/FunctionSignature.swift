/// The type of a C function, e.g. `f64(pixels: f32[], count: usize)`.
///
/// ```
/// signature = result "(" [ parameter { "," parameter } ] ")"
/// result    = "void" | type
/// parameter = [ name ":" ] type [ "[" [ "mut" ] "]" ]  |  "..."
/// type      = i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 bool usize isize ptr str, or C's own name for one of them
/// ```
///
/// `T[]` is an array that the function only reads, `T[mut]` one that it writes. What stands after `...` is what a variadic
/// function is called with here. Structs cannot be passed by value.
public struct FunctionSignature: Sendable, Equatable {
  public enum Passing: Sendable, Equatable { case value, array, output }

  public struct Parameter: Sendable, Equatable {
    /// The name of the parameter as written, or nil.
    public let name: String?
    /// The type of the value, or of the array's elements.
    public let type: CType
    public let passing: Passing

    var text: String {
      let suffix = passing == .value ? "" : passing == .array ? "[]" : "[mut]"
      return "\(type.rawValue)\(suffix)"
    }
  }

  /// The type of the result; nil for `void`.
  public let result: CType?
  public let parameters: [Parameter]
  /// Parameters before `...`; nil when there is none.
  public let fixedCount: Int?

  /// - Throws: `SignatureProblem`
  public init(_ text: String) throws(SignatureProblem) {
    var parser = SignatureParser(text)
    self = try parser.signature()
  }

  init(result: CType?, parameters: [Parameter], fixedCount: Int?) {
    self.result = result
    self.parameters = parameters
    self.fixedCount = fixedCount
  }

  /// The one spelling of all that mean the same; it reads back as an equal signature.
  public var text: String {
    var parts = parameters.map { ($0.name.map { "\($0): " } ?? "") + $0.text }
    if let fixedCount { parts.insert("...", at: fixedCount) }
    return "\(result?.rawValue ?? "void")(\(parts.joined(separator: ", ")))"
  }
}

/// Why a text is no signature, and what to write instead.
public struct SignatureProblem: Error, Equatable {
  public let problem: String
  public let remedy: String?
}
