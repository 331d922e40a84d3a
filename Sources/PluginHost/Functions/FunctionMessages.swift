import Core
import ProjectConfiguration

/// What the process that tries a function out is asked for; JSON on its standard input.
struct FunctionRequest: Codable {
  let library: String
  let symbol: String
  let signature: String
  let resultIsStatus: Bool
  /// Values for all parameters, a list an example.
  let examples: [[FunctionConstant]]
  /// Seconds after which it ends itself, should its parent be gone.
  let timeLimit: Double
}

/// What it answers: one line of JSON each, on descriptor 3.
enum FunctionReply: Codable, Equatable {
  /// The call for example `i` begins.
  case begin(Int)
  /// The values that the function gave.
  case values([FunctionValue?])
  /// The function gave other values the second time.
  case unsteady([FunctionValue?], [FunctionValue?])
  /// The function wrote before the start of an array.
  case overrun
  /// The function could not be called at all.
  case failed(String)

  static let descriptor: Int32 = 3
}

/// A column's value that survives JSON, which knows no NaN.
struct FunctionValue: Codable, Equatable {
  let kind: ColumnValues.Kind
  let text: String

  init(_ value: ColumnValue) {
    text = value.description
    kind =
      switch value {
      case .float64: .float64
      case .int64: .int64
      case .bool: .bool
      case .string: .string
      }
  }

  /// The value in its own type; nil when the text is none of the kind.
  var value: ColumnValue? {
    switch kind {
    case .float64: Double(text).map(ColumnValue.float64)
    case .int64: Int64(text).map(ColumnValue.int64)
    case .bool: Bool(text).map(ColumnValue.bool)
    case .string: .string(text)
    }
  }
}
