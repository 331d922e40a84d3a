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

  public func accepts(_ values: [ColumnValue?]) -> Bool {
    values.count == expected.count
      && zip(values, expected).allSatisfy { value, expected in
        guard case .float64(let value)? = value, case .float64(let expected)? = expected else { return value == expected }
        return abs(value - expected) <= tolerance * max(1, abs(expected))
      }
  }
}
