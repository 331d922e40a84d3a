import Core

/// A call whose outcome is known: a wrong signature cannot be seen, only noticed.
public struct FunctionExample: Sendable {
  /// One for each parameter.
  public let arguments: [FunctionConstant]
  /// One for each output; nil where there is no value.
  public let expected: [ColumnValue?]
  /// How far a float may be off, as a share of the expected value or of 1, whichever is larger.
  public let tolerance: Double
  /// Where it is in leap.yaml.
  public let mark: ConfigNode.Mark

  public init(arguments: [FunctionConstant], expected: [ColumnValue?], tolerance: Double, mark: ConfigNode.Mark) {
    self.arguments = arguments
    self.expected = expected
    self.tolerance = tolerance
    self.mark = mark
  }

  static let table = KeyTable(
    "functions.check",
    [
      Key("arguments", .list(.anything), required: true, "One value for each parameter; `out` where the function writes"),
      Key("result", .anything, required: true, "What must come out; a map where the function fills several columns"),
      Key(
        "tolerance", .number(.from(0, upTo: 1)), default: .double(1e-6), "How far a float may be off, as a share of it or of 1"),
    ])

  public func accepts(_ values: [ColumnValue?]) -> Bool {
    values.count == expected.count
      && zip(values, expected).allSatisfy { value, expected in
        guard case .float64(let value)? = value, case .float64(let expected)? = expected else { return value == expected }
        return abs(value - expected) <= tolerance * max(1, abs(expected))
      }
  }
}
