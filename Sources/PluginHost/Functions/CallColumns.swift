import Core
import ProjectConfiguration

extension CallTable {
  /// The columns after all calls.
  func columns() throws -> [ColumnValues] {
    if shape.resultIsStatus, let type = shape.signature.result {
      for row in 0..<inputs.count where !isSkipped[row] && type.loadInteger(from: results + 8 * row) != 0 {
        isSkipped[row] = true
      }
    }
    return try shape.sources.map { source in
      switch source {
      case .result where shape.signature.result == .str: .string(texts)
      case .result: try column(shape.signature.result ?? .f64, results, stride: 8)
      case .parameter(let i):
        try column(shape.signature.parameters[i].type, outputs[i] ?? results, stride: shape.signature.parameters[i].type.size)
      }
    }
  }

  private func column(_ type: CType, _ start: UnsafeRawPointer, stride: Int) throws -> ColumnValues {
    switch type {
    case .f64: return .float64(values { start.loadUnaligned(fromByteOffset: $0 * stride, as: Double.self) })
    case .f32: return .float64(values { Double(start.loadUnaligned(fromByteOffset: $0 * stride, as: Float.self)) })
    case .bool: return .bool(values { start.load(fromByteOffset: $0 * stride, as: UInt8.self) != 0 })
    default:
      return .int64(
        try values { row in
          guard let value = type.loadInteger(from: start + row * stride) else {
            let number = start.loadUnaligned(fromByteOffset: row * stride, as: UInt64.self)
            throw misfit("it gives \(number), and a column holds \(Int64.max) at most", "let it return f64")
          }
          return value
        })
    }
  }

  /// The values that calls gave, one a sample; nil for calls that were not made.
  private func values<Value>(_ load: (Int) throws -> Value) rethrows -> [Value?] {
    var values: [Value?] = []
    values.reserveCapacity(inputs.count)
    for row in 0..<inputs.count { values.append(isSkipped[row] ? nil : try load(row)) }
    return values
  }

  func misfit(_ problem: String, _ remedy: String) -> LeapError {
    LeapError(.data, doing: "calling function '\(shape.name)'", problem: problem, remedy: remedy)
  }
}
